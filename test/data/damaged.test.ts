import { Field, Float64, Int64, List, Table, tableToIPC, vectorFromArray } from "apache-arrow";
import { beforeAll, expect, test } from "vitest";
import { InvalidInputError } from "../../ts/base/errors.js";
import { Dataset } from "../../ts/data/dataset.js";
import { startCore } from "../support/core.js";
import { flips } from "../tables/flips.js";

beforeAll(() => startCore());

const samples = new Table({
  label: vectorFromArray([0n, 2n, 1n], new Int64()),
  inputs: vectorFromArray(
    [
      [0, 1],
      [2, 3],
      [4, 5],
    ],
    new List(new Field("item", new Float64(), true)),
  ),
  part: vectorFromArray(["train", "test", "train"]),
});

// apache-arrow alone reads some of these for ever.
test.each(["file", "stream"] as const)(
  "samples in an Arrow %s with any one bit flipped are read, or refused as invalid input",
  async (format) => {
    const counts = { read: 0, refused: 0 };
    for (const bytes of flips(tableToIPC(samples, format)))
      try {
        using data = await Dataset.fromArrow(bytes);
        expect(data.samples).toBe(3);
        counts.read += 1;
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidInputError);
        expect((error as InvalidInputError).argument).toMatch(/^(file|inputs|labels)/);
        counts.refused += 1;
      }
    expect(Math.min(counts.read, counts.refused)).toBeGreaterThan(0);
  },
);
