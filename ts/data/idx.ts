import { InvalidInputError } from "../base/errors.js";
import { Cursor, once, unpacked } from "./bytes.js";

/** The images of an IDX file: one byte a pixel, image after image, row after row. */
export interface IdxImages {
  readonly count: number;
  readonly rows: number;
  readonly columns: number;
  readonly pixels: Uint8Array;
}

/** Unsigned bytes, of three dimensions and of one: the two kinds of file that MNIST has. */
const IMAGES = 0x00000803;
const LABELS = 0x00000801;

/** More than any data set of small images has; a damaged count does not take all memory. */
const LARGEST = 2 ** 31 - 1;

/**
 * The images in the bytes of an IDX file, gzipped or not.
 *
 * @param name  how messages call the file
 * @throws InvalidInputError  the magic number, a size, or a file that ends too early or too late
 *
 * Source: LeCun, Cortes, Burges, The MNIST database of handwritten digits, "FILE FORMATS".
 */
export async function readIdxImages(name: string, bytes: Uint8Array): Promise<IdxImages> {
  const file = new Cursor(name, unpacked(name, once(bytes)));
  await checkMagic(name, file, IMAGES, "images");
  const sizes = await file.take(12);
  const [count, rows, columns] = [0, 4, 8].map((at) => sizes.getUint32(at)) as [number, number, number];
  if (rows === 0 || columns === 0 || count * rows * columns > LARGEST)
    throw new InvalidInputError(
      `${name}, offset 4`,
      [count, rows, columns],
      "a number of images, rows and columns of less than 2 GiB in all",
    );
  const pixels = new Uint8Array(count * rows * columns);
  await file.fill(pixels);
  await file.end();
  return { count, rows, columns, pixels };
}

/** The labels in the bytes of an IDX file, likewise; those of `classes` classes. */
export async function readIdxLabels(name: string, bytes: Uint8Array, classes: number): Promise<Uint8Array> {
  const file = new Cursor(name, unpacked(name, once(bytes)));
  await checkMagic(name, file, LABELS, "labels");
  const labels = new Uint8Array((await file.take(4)).getUint32(0));
  await file.fill(labels);
  await file.end();
  const bad = labels.findIndex((label) => label >= classes);
  if (bad !== -1)
    throw new InvalidInputError(
      `${name}, label ${bad}`,
      labels[bad],
      `a whole number from 0 to ${classes - 1}`,
    );
  return labels;
}

async function checkMagic(name: string, file: Cursor, expected: number, of: string): Promise<void> {
  const magic = (await file.take(4)).getUint32(0);
  if (magic !== expected)
    throw new InvalidInputError(
      `${name}, offset 0`,
      `0x${magic.toString(16).padStart(8, "0")}`,
      `0x${expected.toString(16).padStart(8, "0")}, the magic number of ${of}`,
    );
}
