import { InvalidInputError } from "../base/errors.js";
import type { ForeignColumn } from "../tables/foreign.js";

/** What an Arrow file must hold, in words. */
export const ARROW_HELP =
  "It is an uncompressed Arrow IPC file (or stream), a row a sample, with the columns label (whole numbers from 0), part (the words " +
  "train and test), and inputs (lists of numbers, equally long) or else each feature a column of numbers";

const IPC = "an Arrow IPC file or stream, uncompressed";
const PARTS = ["train", "test"];

/** The samples in an Arrow file. */
export interface ArrowSamples {
  readonly features: number;
  /** samples × features, row-major. */
  readonly inputs: Float64Array;
  readonly labels: Float64Array;
  /** Of each sample; undefined where the file does not say. */
  readonly parts: readonly string[] | undefined;
}

/**
 * The samples in the bytes of an Arrow IPC file or stream: `label`, perhaps `part`, and `inputs`, or each feature a column.
 *
 * @param name  how messages call the file
 * @throws InvalidInputError  bytes that are no such file; a column that is missing, of another kind or too much
 */
export async function readArrowSamples(name: string, bytes: Uint8Array): Promise<ArrowSamples> {
  const { readForeign } = await import("../tables/index.js");
  let columns: ReadonlyMap<string, ForeignColumn>;
  try {
    columns = readForeign(bytes);
  } catch (cause) {
    throw new InvalidInputError(name, (cause as Error).message, IPC);
  }
  // Of other bytes apache-arrow makes an empty table.
  if (columns.size === 0) throw new InvalidInputError(name, "no column", IPC);
  const { label, part, inputs, ...features } = Object.fromEntries(columns);
  const labels = numbers(`${name}, label`, label, "a column of whole numbers");
  if (part !== undefined && part.kind !== "words")
    throw new InvalidInputError(`${name}, part`, found(part), "a column of words, train or test");
  const bad = part?.values.findIndex((word) => !PARTS.includes(word)) ?? -1;
  if (bad !== -1)
    throw new InvalidInputError(`${name}, part, row ${bad}`, part?.values[bad], "train or test");
  const matrix = inputs === undefined ? besideEachOther(name, features) : listed(name, inputs, features);
  return { ...matrix, labels, parts: part?.values };
}

/** The samples of one part. @throws InvalidInputError where there are none, or the file does not say */
export function ofPart(name: string, samples: ArrowSamples, part: "train" | "test") {
  const { features, inputs, labels, parts } = samples;
  if (parts === undefined)
    throw new InvalidInputError(`${name}, part`, undefined, "a column of words, train or test");
  const rows = Array.from(labels.keys()).filter((row) => parts[row] === part);
  if (rows.length === 0) throw new InvalidInputError(`${name}, part`, [], `at least one sample of ${part}`);
  const chosen = new Float64Array(rows.length * features);
  rows.forEach((row, place) => {
    chosen.set(inputs.subarray(row * features, (row + 1) * features), place * features);
  });
  return { inputs: chosen, labels: rows.map((row) => labels[row] as number) };
}

const found = (column: ForeignColumn | undefined) =>
  column?.kind === "other" ? column.is : column && `a column of ${column.kind}`;

function numbers(place: string, column: ForeignColumn | undefined, expected: string): Float64Array {
  if (column?.kind !== "numbers") throw new InvalidInputError(place, found(column), expected);
  return column.values;
}

function listed(name: string, inputs: ForeignColumn, others: Readonly<Record<string, ForeignColumn>>) {
  const [other] = Object.keys(others);
  if (other !== undefined)
    throw new InvalidInputError(
      `${name}, ${other}`,
      found(others[other]),
      "no column beside label, part and inputs",
    );
  if (inputs.kind !== "lists" || inputs.length === 0)
    throw new InvalidInputError(
      `${name}, inputs`,
      found(inputs),
      "lists of numbers, all of one length above 0",
    );
  return { features: inputs.length, inputs: inputs.values };
}

function besideEachOther(name: string, columns: Readonly<Record<string, ForeignColumn>>) {
  const features = Object.entries(columns).map(([column, values]) =>
    numbers(`${name}, ${column}`, values, "a column of numbers, as every feature is"),
  );
  const samples = features[0]?.length ?? 0;
  const inputs = new Float64Array(samples * features.length);
  features.forEach((values, feature) => {
    values.forEach((value, sample) => {
      inputs[sample * features.length + feature] = value;
    });
  });
  if (features.length === 0)
    throw new InvalidInputError(
      `${name}, inputs`,
      undefined,
      "lists of numbers, or each feature a column of numbers",
    );
  return { features: features.length, inputs };
}
