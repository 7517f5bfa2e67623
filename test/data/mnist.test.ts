import { readdir, readFile } from "node:fs/promises";
import { gzipSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { InvalidInputError } from "../../ts/base/errors.js";
import type { Files } from "../../ts/data/files.js";
import { readIdxImages, readIdxLabels } from "../../ts/data/idx.js";
import { readMnist } from "../../ts/data/mnist.js";
import { mnist, need } from "../support/optional.js";

const onDisk: Files = {
  read: (path) => readFile(path),
  list: (folder) => readdir(folder).catch(() => undefined),
};

const bigEndian = (...words: number[]) => {
  const bytes = Buffer.alloc(4 * words.length);
  words.forEach((word, at) => {
    bytes.writeUInt32BE(word, 4 * at);
  });
  return bytes;
};
const imagesOf = (count: number, side = 28) =>
  Buffer.concat([
    bigEndian(0x803, count, side, side),
    Buffer.from(Array.from({ length: count * side * side }, (_, at) => at % 256)),
  ]);
const labelsOf = (...labels: number[]) =>
  Buffer.concat([bigEndian(0x801, labels.length), Buffer.from(labels)]);

describe("an IDX file", () => {
  test.each([
    ["plain", (bytes: Buffer) => bytes],
    ["gzipped", gzipSync],
  ])("is read, %s", async (_, packed) => {
    const { count, rows, columns, pixels } = await readIdxImages("f", packed(imagesOf(3, 2)));
    expect([count, rows, columns, ...pixels]).toEqual([
      3,
      2,
      2,
      ...Array.from({ length: 12 }, (_, at) => at),
    ]);
    expect([...(await readIdxLabels("f", packed(labelsOf(1, 0, 9)), 10))]).toEqual([1, 0, 9]);
  });

  test.each([
    ["nothing", Buffer.alloc(0), "f, length in bytes: got 0, expected at least 4"],
    [
      "labels",
      labelsOf(1, 2),
      'f, offset 0: got "0x00000801", expected 0x00000803, the magic number of images',
    ],
    ["cut pixels", imagesOf(3, 2).subarray(0, 20), "f, length in bytes: got 20, expected at least 28"],
    ["more pixels", Buffer.concat([imagesOf(3, 2), Buffer.of(0)]), "f, length in bytes: got 29, expected 28"],
    [
      "no pixels an image",
      bigEndian(0x803, 3, 0, 2),
      "f, offset 4: got [3,0,2], expected a number of images",
    ],
    [
      "an absurd count",
      bigEndian(0x803, 2 ** 32 - 1, 28, 28),
      "f, offset 4: got [4294967295,28,28], expected",
    ],
    ["a damaged gzip", gzipSync(imagesOf(3, 2)).subarray(0, 25), "f, gzip: got "],
  ])("of images is refused with %s", async (_, bytes, message) => {
    const failed = readIdxImages("f", bytes).catch((error) => error);
    expect(await failed).toBeInstanceOf(InvalidInputError);
    expect((await failed).message).toContain(message);
  });

  test("of labels is refused with images, and with a label of no class", async () => {
    await expect(readIdxLabels("f", imagesOf(1), 10)).rejects.toThrow("the magic number of labels");
    await expect(readIdxLabels("f", labelsOf(1, 10), 10)).rejects.toThrow(
      "f, label 1: got 10, expected a whole number from 0 to 9",
    );
  });
});

describe("MNIST", () => {
  const folder = (entries: Record<string, Uint8Array>): Files => ({
    read: async (path) => entries[path.replace("there/", "")],
    list: async (path) => (path === "there" ? Object.keys(entries) : undefined),
  });
  const whole = { "train-images-idx3-ubyte": imagesOf(2), "train-labels-idx1-ubyte": labelsOf(3, 4) };

  test("is found under its usual names, packed or not", async () => {
    const other = {
      "t10k-images.idx3-ubyte.gz": gzipSync(imagesOf(1)),
      "t10k-labels-idx1-ubyte.gz": gzipSync(labelsOf(7)),
    };
    expect([...(await readMnist("there", "train", folder(whole))).labels]).toEqual([3, 4]);
    expect([...(await readMnist("there", "test", folder(other))).labels]).toEqual([7]);
    const bytes = { images: imagesOf(1), labels: labelsOf(5) };
    expect([...(await readMnist(bytes, "train", undefined)).labels]).toEqual([5]);
  });

  test.each([
    [
      "no folder",
      "elsewhere",
      whole,
      'folder: got "elsewhere", expected a folder that is there: MNIST is four files',
    ],
    [
      "no images",
      "there",
      { "train-labels-idx1-ubyte": labelsOf(3) },
      "expected a folder with train-images-idx3-ubyte",
    ],
    ["swapped files", "there", swapped(), "train-images-idx3-ubyte, offset 0: got"],
    [
      "files that do not belong together",
      "there",
      { ...whole, "train-labels-idx1-ubyte": labelsOf(3) },
      "train-labels-idx1-ubyte, labels: got 1, expected 2, as there are images in train-images-idx3-ubyte",
    ],
    [
      "images of another size",
      "there",
      { ...whole, "train-images-idx3-ubyte": imagesOf(2, 14) },
      "train-images-idx3-ubyte, size: got [14,14], expected 28×28 pixels",
    ],
    [
      "no image",
      "there",
      { "train-images-idx3-ubyte": imagesOf(0), "train-labels-idx1-ubyte": labelsOf() },
      "train-images-idx3-ubyte, images: got 0, expected at least 1",
    ],
  ])("is refused with %s", async (_, path, entries, message) => {
    const failed = readMnist(path, "train", folder(entries)).catch((error) => error);
    expect(await failed).toBeInstanceOf(InvalidInputError);
    expect((await failed).message).toContain(message);
  });

  function swapped() {
    return { "train-images-idx3-ubyte": labelsOf(3, 4), "train-labels-idx1-ubyte": imagesOf(2) };
  }

  test("itself has 60,000 and 10,000 images, of the counts of digits that are published", async (context) => {
    const path = need(context, mnist());
    const count = (labels: Uint8Array) =>
      Array.from({ length: 10 }, (_, digit) => labels.filter((label) => label === digit).length);
    const train = await readMnist(path, "train", onDisk);
    const held = await readMnist(path, "test", onDisk);
    expect([train.images.count, held.images.count]).toEqual([60_000, 10_000]);
    expect(count(train.labels)).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
    expect(count(held.labels)).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
  });
});
