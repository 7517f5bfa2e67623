import { beforeAll, describe, expect, test } from "vitest";
import { DisposedError, InvalidInputError } from "../../ts/base/errors.js";
import { Dataset, provideFiles } from "../../ts/data/dataset.js";
import { readMnist } from "../../ts/data/mnist.js";
import { nodeFiles } from "../../ts/runs/node/files.js";
import { startCore } from "../support/core.js";
import { mnist, need } from "../support/optional.js";

beforeAll(async () => {
  await startCore();
  provideFiles(nodeFiles);
});

const small = () => Dataset.from({ inputs: Float64Array.of(0, 1, 2, 3, 4, 5), labels: [0, 2, 1] });

describe("a data set", () => {
  test("is the samples that were given, copied", () => {
    const data = small();
    expect([data.samples, data.features, data.classes]).toEqual([3, 2, 3]);
    expect([...data.inputs]).toEqual([0, 1, 2, 3, 4, 5]);
    expect([...data.labels]).toEqual([0, 2, 1]);
    expect([...data.take(2).inputs]).toEqual([0, 1, 2, 3]);
  });

  test("is known by its content, wherever it is from", () => {
    const float32 = Dataset.from({
      inputs: Float32Array.of(0, 1, 2, 3, 4, 5),
      labels: Uint8Array.of(0, 2, 1),
    });
    expect(float32.hash).toBe(small().hash);
    expect(small().take(2).hash).not.toBe(small().hash);
    const others = Dataset.from({ inputs: small().inputs, labels: [0, 2, 2], classes: 3 });
    expect(others.hash).not.toBe(small().hash);
  });

  test("keeps its samples where another that shares them is freed", () => {
    const whole = small();
    const part = whole.take(1);
    whole.free();
    whole.free();
    expect([...part.inputs]).toEqual([0, 1]);
    expect(() => whole.inputs).toThrow(DisposedError);
  });

  test.each([
    [{ inputs: new Float64Array(0), labels: [] }, "labels.length: got 0, expected a whole number from 1 to"],
    [{ inputs: Float64Array.of(1), labels: { length: 1e15 } }, "labels.length: got 1000000000000000"],
    [
      { inputs: Float64Array.of(1, 2, 3), labels: [0, 1] },
      "inputs.length: got 3, expected a positive multiple",
    ],
    [{ inputs: new Float64Array(0), labels: [0] }, "inputs.length: got 0, expected a positive multiple"],
    [
      { inputs: Float64Array.of(1, Number.NaN), labels: [0, 1] },
      "inputs[1]: got NaN, expected a finite number",
    ],
    [
      { inputs: Float64Array.of(1, 2), labels: [0, 5], classes: 3 },
      "labels[1]: got 5, expected a whole number",
    ],
    [{ inputs: Float64Array.of(1, 2), labels: [0, 0.5] }, "labels[1]: got 0.5, expected a whole number"],
    [{ inputs: "12", labels: [0, 1] }, 'inputs: got "12", expected an array of numbers'],
    [{ inputs: Float64Array.of(1, 2), labels: "ab", more: 1 }, "more: no such option"],
  ])("is refused for %j", (options, message) => {
    expect(() => Dataset.from(options as never)).toThrow(InvalidInputError);
    expect(() => Dataset.from(options as never)).toThrow(message);
  });
});

describe("digits", () => {
  test("are the same every time, each by its number alone, with pixels in [0, 1] and all ten classes", () => {
    const many = Dataset.digits({ part: "test", samples: 300 });
    expect(Dataset.digits({ part: "test", samples: 20 }).hash).toBe(many.take(20).hash);
    expect(Dataset.digits({ part: "train", samples: 20 }).hash).not.toBe(many.take(20).hash);
    expect(Dataset.digits({ part: "test", samples: 20, seed: 1 }).hash).not.toBe(many.take(20).hash);
    expect(many.inputs.every((pixel) => pixel >= 0 && pixel <= 1)).toBe(true);
    expect(new Set(many.labels).size).toBe(10);
    expect(many.features).toBe(100);
  });

  test("keep their inputs under random labels", () => {
    const data = Dataset.digits({ part: "train", samples: 200 });
    const random = data.randomLabels({ seed: 1 });
    expect(random.inputs).toEqual(data.inputs);
    expect(random.labels).not.toEqual(data.labels);
    expect(data.randomLabels({ seed: 1 }).hash).toBe(random.hash);
  });
});

describe("MNIST", () => {
  test("averaged to 10×10 is a whole number over 49,980 in every pixel, by its definition", async (context) => {
    const folder = need(context, mnist());
    const data = (await Dataset.mnist(folder, { part: "test" })).take(50);
    const { images } = await readMnist(folder, "test", nodeFiles);
    // In fifths of a pixel an old one is 5 wide and a new one 14.
    const overlap = (at: number, old: number) =>
      Math.max(0, Math.min(14 * (at + 1), 5 * (old + 1)) - Math.max(14 * at, 5 * old));
    const { inputs } = data;
    for (let image = 0; image < 50; image++)
      for (let pixel = 0; pixel < 100; pixel++) {
        const [row, column] = [Math.floor(pixel / 10), pixel % 10];
        let sum = 0;
        for (let i = 0; i < 28; i++)
          for (let j = 0; j < 28; j++)
            sum +=
              overlap(row, i) * overlap(column, j) * (images.pixels[(image * 28 + i) * 28 + j] as number);
        expect(inputs[image * 100 + pixel]).toBe(sum / 49980);
      }
  });

  test("is refused with a side that is none of four, and for a folder that is not there", async () => {
    await expect(Dataset.mnist("there", { part: "test", side: 9 as never })).rejects.toThrow(
      "side: got 9, expected 7 or 10 or 14 or 28",
    );
    await expect(Dataset.mnist("/nowhere", { part: "test" })).rejects.toThrow(
      "a folder that is there: MNIST is four",
    );
  });
});
