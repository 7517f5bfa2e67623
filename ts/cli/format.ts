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

/** Prose in lines of at most `width` characters, broken at spaces. */
export function wrapped(text: string, width: number): string {
  const lines: string[] = [];
  for (const word of text.split(" ")) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return `${lines.join("\n")}\n`;
}

/** Cells of one line or of several beside each other. */
export function inColumns(
  cells: readonly (readonly string[])[],
  widths: readonly number[],
  gap: string,
): string[] {
  const height = Math.max(...cells.map((lines) => lines.length));
  return Array.from({ length: height }, (_, row) =>
    cells
      .map((lines, c) => (lines[row] ?? "").padEnd(widths[c] ?? 0))
      .join(gap)
      .trimEnd(),
  );
}

/** Blocks of lines beside each other where all fit, else below each other with a blank line between. */
export function beside(blocks: readonly string[], width: number): string {
  const columns = blocks.map((block) => block.trimEnd().split("\n"));
  const widths = columns.map((lines) => Math.max(...lines.map((line) => line.length)));
  const gap = "   ";
  const total = widths.reduce((sum, each) => sum + each, gap.length * (blocks.length - 1));
  if (total > width) return blocks.join("\n");
  return `${inColumns(columns, widths, gap).join("\n")}\n`;
}
