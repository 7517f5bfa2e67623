import { readFile } from "node:fs/promises";
import { InvalidInputError } from "../base/errors.js";
import type { Field, Schema } from "../base/schema.js";
import { isSystemError, readingReasonOf } from "../runs/node/errors.js";
import type { Arguments, Option } from "./usage.js";

export const configOptions = {
  config: { value: "FILE", help: "a JSON file with the config's keys" },
  set: { value: "KEY=VALUE", repeated: true, help: "one key of the config, over the file's; repeatable" },
} as const satisfies Record<string, Option>;

/** The keys given by `--config` and `--set`, not yet checked against the schema. */
export async function givenConfig(args: Arguments, { fields }: Schema<unknown>): Promise<object> {
  const file = args.text("config");
  const fromFile = file === undefined ? {} : await readConfig(file);
  const sets = args.texts("set").map((text) => {
    const at = text.indexOf("=");
    if (at < 1) throw new InvalidInputError("--set", text, "key=value");
    const [key, value] = [text.slice(0, at), text.slice(at + 1)];
    const field = Object.hasOwn(fields, key)
      ? (fields as Readonly<Record<string, Field<unknown>>>)[key]
      : undefined;
    return [key, field?.json.type === "array" ? listOf(value) : jsonOrText(value)] as const;
  });
  return { ...fromFile, ...Object.fromEntries(sets) };
}

async function readConfig(file: string): Promise<object> {
  let value: unknown;
  try {
    // A decoder passes over a byte order mark.
    value = parseExactly(new TextDecoder().decode(await readFile(file)));
  } catch (error) {
    const reason = isSystemError(error) ? readingReasonOf(error) : (error as Error).message;
    throw new InvalidInputError("--config", file, `a file of JSON (${reason})`);
  }
  if (typeof value !== "object" || value === null || Array.isArray(value))
    throw new InvalidInputError("--config", file, "a file with a JSON object");
  return value;
}

/** `[25,50]`, and without brackets `25,50` and `25`. */
function listOf(text: string): unknown {
  const whole = jsonOrText(text);
  if (Array.isArray(whole)) return whole;
  const bracketed = jsonOrText(`[${text}]`);
  return Array.isArray(bracketed) ? bracketed : text.split(",").map(jsonOrText);
}

/** JSON where it is JSON, else the text itself. */
function jsonOrText(text: string): unknown {
  try {
    return parseExactly(text);
  } catch {
    return text;
  }
}

/** `JSON.parse`, but a whole number that a double cannot hold becomes a string of its digits. */
export function parseExactly(text: string): unknown {
  return JSON.parse(
    text.replace(/"(?:[^"\\]|\\.)*"|(?<![\w.+-])-?\d{16,}(?![\w.])/g, (token) =>
      token.startsWith('"') || Number.isSafeInteger(Number(token)) ? token : `"${token}"`,
    ),
  );
}
