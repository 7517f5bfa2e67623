/** "9 s", "2 min 10 s", "1 h 5 min". */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}

export function bytes(count: number): string {
  const [unit, size] = count >= 1e9 ? ["GB", 1e9] : (["MB", 1e6] as const);
  return `${(count / size).toPrecision(count / size >= 100 ? 3 : 2).replace(/\.0$/, "")} ${unit}`;
}

/** "1 shard", "3 shards". */
export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** A table of text: the columns aligned, numbers to the right. */
export function aligned(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, c) => Math.max(title.length, ...rows.map((row) => row[c]?.length ?? 0)));
  const isNumber = head.map(
    (_, c) =>
      rows.some((row) => /\d/.test(row[c] ?? "")) && rows.every((row) => /^[-\d.e+]*$/.test(row[c] ?? "")),
  );
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, c) => (isNumber[c] ? cell.padStart(widths[c] ?? 0) : cell.padEnd(widths[c] ?? 0)))
      .join("  ")
      .trimEnd();
  return `${[head, ...rows].map(line).join("\n")}\n`;
}

/** A value with as many digits as its standard error bears: two of the error. */
export function measured(value: number, error: number | undefined): [value: string, error: string] {
  if (error === undefined || !(error > 0))
    return [shortest(value), error === undefined ? "" : shortest(error)];
  const decimals = Math.min(Math.max(1 - Math.floor(Math.log10(error)), 0), 20);
  return [value.toFixed(decimals), error.toFixed(decimals)];
}

function shortest(value: number): string {
  return Number.isInteger(value) && Math.abs(value) < 1e15 ? String(value) : value.toPrecision(6);
}
