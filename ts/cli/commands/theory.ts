import { withDefault } from "../../base/schema.js";
import { countedSpins } from "../../theory/critical-points.js";
import {
  complexity,
  expectedCriticalPoints,
  groundState,
  layerEnergy,
  threshold,
} from "../../theory/index.js";
import { order } from "../../theory/input.js";
import { aligned } from "../format.js";
import { json } from "../reporting.js";
import { type Command, optionOf } from "../usage.js";

const ORDER = withDefault(order, 3);
const spins = (p: number) => withDefault(countedSpins(p - 1), 10, "number of spins, for the expected count");
const LAYERS = [0, 1, 2, 3, 4];

export const theory: Command = {
  name: "theory",
  summary: "Constants, layers, complexity and expected counts of the spherical p-spin glass.",
  operands: [],
  options: {
    p: optionOf("P", ORDER),
    n: optionOf("N", spins(3)),
    json: { help: "one JSON document on standard output" },
  },
  example: "losscape theory --p 3 --n 10",
  async run(args, io) {
    const p = args.value("p", ORDER);
    const n = args.value("n", spins(p));
    const found = {
      p,
      n,
      threshold: threshold(p),
      ground_state: groundState(p),
      layers: LAYERS.map((k) => ({ k, energy: layerEnergy(p, k) })),
      complexity: energiesOf(p).map((u) => ({
        u,
        all: complexity(p, u),
        minima: complexity(p, u, { index: 0 }),
      })),
      expected_critical_points: expectedCriticalPoints({ n, p }),
    };
    if (args.on("json")) {
      io.stdout.write(json(found));
      return;
    }
    const digits = (value: number) => value.toFixed(6);
    const constants = [
      ["threshold E_inf", digits(found.threshold)],
      ["ground state E_0", digits(found.ground_state)],
      ...found.layers.slice(1).map(({ k, energy }) => [`layer E_${k}`, digits(energy)]),
      [`expected critical points, N = ${n}`, found.expected_critical_points.toPrecision(6)],
    ];
    const rows = found.complexity.map(({ u, all, minima }) => [digits(u), digits(all), digits(minima)]);
    io.stdout.write(`${aligned([`p = ${p}`, "value"], constants)}\n`);
    io.stdout.write(aligned(["energy per spin", "complexity of all", "of minima"], rows));
  },
};

/** From above the threshold to below the ground state. */
function energiesOf(p: number): number[] {
  const [low, high] = [-1.02 * groundState(p), -0.8 * threshold(p)];
  return Array.from({ length: 9 }, (_, step) => high + ((low - high) * step) / 8);
}
