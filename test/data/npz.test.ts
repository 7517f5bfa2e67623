import { readFile } from "node:fs/promises";
import { describe, expect, test } from "vitest";
import { readNpy } from "../../ts/data/matrix/npy.js";
import { npy } from "../../ts/data/matrix/npy-writer.js";
import { readNpz } from "../../ts/data/matrix/npz.js";

const golden = (name: string) => readFile(new URL(`../golden/matrix/${name}`, import.meta.url));
const { entries: ENTRIES } = JSON.parse(String(await golden("matrix.json"))) as { entries: number[] };

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
const read = (bytes: Uint8Array, array?: string) => readNpz("m.npz", once(bytes), { lower: false, array });

test.each([
  ["stored.npz", undefined],
  ["stored.npz", "matrix"],
  ["deflated.npz", "matrix"],
])("numpy's %s is read, array %s", async (name, array) => {
  expect([...(await read(await golden(name), array)).entries]).toEqual(ENTRIES);
});

test("of several arrays one has to be named, and one that is not there is refused with those that are", async () => {
  const bytes = await golden("deflated.npz");
  await expect(read(bytes)).rejects.toThrow(
    'm.npz, arrays: got ["other","matrix"], expected one array, or --array with the name of one',
  );
  await expect(read(bytes, "a")).rejects.toThrow('--array: got "a", expected other or matrix');
});

describe("a damaged archive", () => {
  test.each(["stored.npz", "deflated.npz"])("%s is refused wherever it is cut", async (name) => {
    const bytes = await golden(name);
    for (let length = 0; length < bytes.length; length += 7)
      await expect(read(bytes.subarray(0, length), "matrix")).rejects.toThrow("expected");
  });

  test("is found by its checksum", async () => {
    const bytes = Uint8Array.from(await golden("stored.npz"));
    const entry = bytes.length - 200;
    bytes[entry] = (bytes[entry] as number) ^ 1;
    await expect(read(bytes)).rejects.toThrow('m.npz, matrix.npy, checksum: got "0x');
  });
});

test("sizes beyond 32 bits are read from the extra field of the directory", async () => {
  const bytes = await golden("stored.npz");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const end = bytes.length - 22;
  const central = view.getUint32(end + 16, true);
  const entry = Uint8Array.from(bytes.subarray(central, end));
  const fields = new DataView(entry.buffer);
  const extra = new DataView(new ArrayBuffer(28));
  extra.setUint16(0, 1, true);
  extra.setUint16(2, 24, true);
  [24, 20, 42].forEach((field, place) => {
    extra.setBigUint64(4 + 8 * place, BigInt(fields.getUint32(field, true)), true);
    fields.setUint32(field, 0xffffffff, true);
  });
  fields.setUint16(30, 28, true);
  const large = [bytes.subarray(0, central), entry, new Uint8Array(extra.buffer), bytes.subarray(end)];
  expect([...(await read(Buffer.concat(large))).entries]).toEqual(ENTRIES);
});

test("what the writer of .npy writes is read again, and its data begin at a multiple of 64 bytes", async () => {
  const bytes = npy(Float64Array.from(ENTRIES), [6, 6]);
  expect((bytes.length - 8 * ENTRIES.length) % 64).toBe(0);
  const { n, entries } = await readNpy("m.npy", once(bytes), { lower: false });
  expect({ n, entries: [...entries] }).toEqual({ n: 6, entries: ENTRIES });
});
