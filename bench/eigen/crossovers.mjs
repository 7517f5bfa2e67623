import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { buildWasmForBenches } from "../../scripts/setup/wasm.mjs";
import { median, short } from "../timing.mjs";
import { valueError } from "./errors.mjs";
import { gaussian } from "./matrices.mjs";

const NEVER = 2 ** 31;
const ROUNDS = 9;

/** Two ways of doing the same, each a setting of the crossovers, and the orders about which one overtakes the other. */
const contests = [
  {
    between: "rows and blocks of rows",
    orders: [64, 96, 128, 160, 192, 256],
    one: { unblocked: NEVER },
    other: { unblocked: 32 },
  },
  {
    between: "one stage and two",
    orders: [500, 1000, 1500, 2000, 2500, 3000],
    one: { oneStage: NEVER },
    other: { oneStage: 0 },
  },
  {
    between: "divide and conquer and each for itself",
    pairs: true,
    orders: [32, 64, 80, 100, 150, 250, 500],
    one: { divide: NEVER },
    other: { divide: 0 },
  },
];

const DEFAULTS = { unblocked: 128, oneStage: NEVER, divide: NEVER };

export default {
  name: "crossovers",
  question: "which way of solving is faster at which order: strict, one core, milliseconds",
  async run({ check, only = {} }) {
    const core = await start(only.build?.[0] ?? "strict");
    const rows = [];
    for (const { between, pairs = false, orders, one, other } of contests)
      for (const n of check ? [orders[0] > 200 ? 40 : orders[0]] : orders) {
        if (only.between !== undefined && !only.between.includes(between)) continue;
        const a = gaussian(n);
        const solve = (setting) => time(core, a, n, pairs, { ...DEFAULTS, ...setting });
        const ways = [one, other];
        const values = ways.map((setting) => solve(setting).values);
        const off = valueError(values[0], values[1], n);
        const loops = check ? 0 : Math.max(1, Math.round(5e7 / n ** 3));
        const seconds = ways.map(() => []);
        for (let round = 0; round < (check ? 0 : ROUNDS); round++)
          for (const [way, setting] of ways.entries()) {
            let sum = 0;
            for (let loop = 0; loop < loops; loop++) sum += solve(setting).seconds;
            seconds[way].push(sum / loops);
          }
        const [first, second] = seconds.map((samples) => median(samples) * 1e3);
        rows.push({
          between,
          n,
          ...(!check && { one: short(first), other: short(second), ratio: short(second / first) }),
          "eigenvalues differ": short(off),
          wrong: !(off <= 10) && `${between}, n = ${n}: eigenvalues differ by ${off}·n·eps·‖A‖`,
        });
      }
    return rows;
  },
};

/** The glue and the memory of a module that takes other crossovers than the published one. */
async function start(build) {
  const folder = await buildWasmForBenches(build);
  const glue = await import(pathToFileURL(join(folder, "losscape_wasm.js")).href);
  const { memory } = glue.initSync({ module: readFileSync(join(folder, "stripped.wasm")) });
  return { glue, memory };
}

/** The seconds of a job's work, without those of copying, and its eigenvalues. */
function time({ glue, memory }, a, n, pairs, { unblocked, oneStage, divide }) {
  const buffer = new glue.Buffer(a.length);
  new Float64Array(memory.buffer, buffer.address, a.length).set(a);
  const job = glue.Job.withCrossovers({ n }, buffer, pairs, unblocked, oneStage, divide);
  const start = performance.now();
  job.advance(Number.POSITIVE_INFINITY);
  const seconds = (performance.now() - start) / 1000;
  const places = job.take();
  const column = job.layout.split("\n").findIndex((line) => line.startsWith("values "));
  const values = new Float64Array(memory.buffer, places[2 * column], places[2 * column + 1]).slice();
  job.free();
  buffer.free();
  return { seconds, values };
}
