import { beforeAll, expect, test } from "vitest";
import { SpinGlass } from "../../ts/glass/spin-glass.js";
import { startCore } from "../support/core.js";

beforeAll(startCore);

const glass = () => SpinGlass.sample({ n: 7, p: 3, seed: 4 });

interface Found {
  readonly lambda_min: Float64Array;
  readonly lambda_max: Float64Array;
  readonly index: Int32Array;
  readonly state: { readonly offsets: Int32Array; readonly values: Float64Array };
}

/** What leaves columns of a state and of the spectrum there. */
const calls: Readonly<Record<string, (glass: SpinGlass) => Promise<Found>>> = {
  descents: async (glass) => {
    const { states, ...found } = await glass.descents({ replicas: 20, seed: 1 });
    return {
      ...found,
      state: { offsets: Int32Array.from({ length: 21 }, (_, row) => 7 * row), values: states },
    };
  },
  searches: (glass) => glass.searches({ replicas: 20, seed: 1 }),
  map: (glass) => glass.map({ seed: 1 }),
  census: (glass) => glass.census({ replicas: 50, seed: 1 }),
  "links of a map": async (glass) => glass.links(await glass.map({ seed: 1 })),
  "links of a census": async (glass) => glass.links(await glass.census({ replicas: 50, seed: 1 })),
};

test.each(Object.entries(calls))(
  "%s: a row's eigenvalues are those of glass.spectrum there, to the bit",
  async (_, call) => {
    using one = glass();
    const { state, ...found } = await call(one);
    expect(found.index.length).toBeGreaterThan(0);
    for (const row of found.index.keys()) {
      const spectrum = one.spectrum(state.values.slice(state.offsets[row], state.offsets[row + 1]));
      expect(found.lambda_min[row]).toBe(spectrum[0]);
      expect(found.lambda_max[row]).toBe(spectrum.at(-1));
      expect(found.index[row]).toBe(spectrum.filter((value) => value < 0).length);
    }
  },
);
