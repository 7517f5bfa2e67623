import { InvalidInputError } from "../base/errors.js";
import { type FieldsOf, object } from "../base/schema.js";
import { bytesField } from "./bytes.js";
import type { Files } from "./files.js";
import { type IdxImages, readIdxImages, readIdxLabels } from "./idx.js";

/** One part of MNIST as bytes: images of 28×28 pixels and a digit for each. */
export interface Mnist {
  readonly images: IdxImages;
  readonly labels: Uint8Array;
}

/** The bytes of the two files of a part, where there are no folders. */
export interface MnistBytes {
  readonly images: Uint8Array;
  readonly labels: Uint8Array;
}

export type MnistPart = "train" | "test";

/** The beginning of the names of a part's files. */
const PREFIX: Readonly<Record<MnistPart, string>> = { train: "train", test: "t10k" };

/** The names in use: with a hyphen or a dot before `idx`, packed or not. */
const namesOf = (part: MnistPart, kind: "images" | "labels") => {
  const dimensions = kind === "images" ? 3 : 1;
  return ["-", "."].flatMap((mark) => {
    const name = `${PREFIX[part]}-${kind}${mark}idx${dimensions}-ubyte`;
    return [name, `${name}.gz`];
  });
};

/** What a folder must hold, in words. */
export const MNIST_HELP =
  "MNIST is four files, train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte and " +
  "t10k-labels-idx1-ubyte (each may end in .gz); they can be had from https://yann.lecun.com/exdb/mnist and its mirrors";

/**
 * Reads one part of MNIST from a folder, or from the bytes of its two files.
 *
 * @throws InvalidInputError  no such folder or file, what a file should not hold, or files that do not belong together
 */
export async function readMnist(
  source: string | MnistBytes,
  part: MnistPart,
  files: Files | undefined,
): Promise<Mnist> {
  const found = typeof source === "string" ? await inFolder(source, part, files) : inMemory(source);
  const images = await readIdxImages(found.imagesName, found.images);
  const labels = await readIdxLabels(found.labelsName, found.labels, 10);
  if (images.rows !== 28 || images.columns !== 28)
    throw new InvalidInputError(`${found.imagesName}, size`, [images.rows, images.columns], "28×28 pixels");
  if (images.count === 0) throw new InvalidInputError(`${found.imagesName}, images`, 0, "at least 1");
  if (images.count !== labels.length)
    throw new InvalidInputError(
      `${found.labelsName}, labels`,
      labels.length,
      `${images.count}, as there are images in ${found.imagesName}`,
    );
  return { images, labels };
}

interface Found extends MnistBytes {
  readonly imagesName: string;
  readonly labelsName: string;
}

const mnistBytes = object({ images: bytesField, labels: bytesField } satisfies FieldsOf<MnistBytes>);

const inMemory = (source: MnistBytes): Found => ({
  ...mnistBytes.parse(source, "source"),
  ...{ imagesName: "images", labelsName: "labels" },
});

async function inFolder(folder: string, part: MnistPart, files: Files | undefined): Promise<Found> {
  if (files === undefined)
    throw new InvalidInputError("folder", folder, "{ images, labels } as bytes: there are no folders here");
  const names = await files.list(folder);
  if (names === undefined)
    throw new InvalidInputError("folder", folder, `a folder that is there: ${MNIST_HELP}`);
  const open = async (kind: "images" | "labels") => {
    const name = namesOf(part, kind).find((known) => names.includes(known));
    const bytes = name && (await files.read(`${folder}/${name}`));
    if (name === undefined || !bytes)
      throw new InvalidInputError("folder", folder, `a folder with ${namesOf(part, kind)[0]}: ${MNIST_HELP}`);
    return { name, bytes };
  };
  const [images, labels] = [await open("images"), await open("labels")];
  return { images: images.bytes, labels: labels.bytes, imagesName: images.name, labelsName: labels.name };
}
