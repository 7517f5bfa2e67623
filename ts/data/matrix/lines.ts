import { InvalidInputError } from "../../base/errors.js";

/** A row of the largest matrix that fits has fewer characters. */
const LONGEST = 2 ** 22;

/** Calls back with each line, without its end, and its number from 1. @returns how many there are */
export async function eachLine(
  name: string,
  chunks: AsyncIterable<Uint8Array>,
  visit: (text: string, line: number) => void,
): Promise<number> {
  const decoder = new TextDecoder();
  let line = 0;
  let rest = "";
  for await (const chunk of chunks) {
    const parts = decoder.decode(chunk, { stream: true }).split("\n");
    parts[0] = rest + parts[0];
    rest = parts.pop() as string;
    for (const text of parts) visit(text.replace(/\r$/, ""), ++line);
    if (rest.length > LONGEST)
      throw new InvalidInputError(`${name}, line ${line + 1}`, rest.length, `at most ${LONGEST} characters`);
  }
  if (rest !== "") visit(rest, ++line);
  return line;
}
