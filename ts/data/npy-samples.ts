import { InvalidInputError } from "../base/errors.js";
import { anything, type FieldsOf, object } from "../base/schema.js";
import { checkFits } from "../wasm/limits.js";
import { isBytes, once, unpacked } from "./bytes.js";
import { type NpyArray, readNpyArray } from "./npy.js";

/** The bytes of two .npy files, gzipped or not. */
export interface NpyBytes {
  /** Samples × features; of more dimensions all but the first count as features: samples × rows × columns. */
  readonly inputs: Uint8Array;
  /** A whole number a sample. */
  readonly labels: Uint8Array;
}

const npyBytes = object({ inputs: anything, labels: anything } satisfies FieldsOf<NpyBytes>);

/** @throws InvalidInputError  naming the array, what is in it and what is allowed */
export async function readNpySamples(source: NpyBytes) {
  const { inputs, labels } = npyBytes.parse(source, "source");
  const images = await arrayIn(
    "inputs",
    inputs,
    "at least two sizes: samples and features",
    "SIZE(?:,SIZE)+",
  );
  const classes = await arrayIn("labels", labels, "one size: samples", "SIZE");
  const [samples, given] = [images.shape[0] as number, classes.shape[0] as number];
  if (samples !== given)
    throw new InvalidInputError(
      "labels, shape",
      classes.shape,
      `[${samples}], as there are samples in inputs`,
    );
  return { inputs: rowMajor(images), labels: classes.entries };
}

async function arrayIn(name: string, bytes: unknown, expected: string, pattern: string): Promise<NpyArray> {
  if (!isBytes(bytes)) throw new InvalidInputError(name, bytes, "a Uint8Array, the bytes of a .npy");
  return readNpyArray(name, unpacked(name, once(bytes)), {
    pattern,
    expected,
    allocate(shape) {
      const size = shape.reduce((product, size) => product * size, 8);
      checkFits(`${name}, an array`, [size]);
      return new Float64Array(size / 8);
    },
  });
}

/** The last index goes fastest. */
function rowMajor({ shape, entries, fortran }: NpyArray): Float64Array {
  if (!fortran) return entries;
  // How far one step of each index leads in the file.
  const strides = shape.map((_, axis) => shape.slice(0, axis).reduce((product, size) => product * size, 1));
  return entries.map((_, place) => {
    let [rest, from] = [place, 0];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      const size = shape[axis] as number;
      from += (rest % size) * (strides[axis] as number);
      rest = Math.floor(rest / size);
    }
    return entries[from] as number;
  });
}
