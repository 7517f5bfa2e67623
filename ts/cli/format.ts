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
