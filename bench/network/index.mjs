import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { init } from "../../dist/node.js";
import { doubles } from "../eigen/doubles.mjs";
import { benchNode, builds } from "../ours.mjs";
import { torch } from "../peers/index.mjs";
import { pinning } from "../process.mjs";
import { median, short } from "../timing.mjs";
import { descended, difference, productError, relative } from "./answers.mjs";
import { REPLICAS, startOf, writeProblem } from "./problem.mjs";
import { Solver } from "./solver.mjs";
import { FORMS, judge } from "./targets.mjs";

const HIDDEN = [25, 100];
const BATCHES = [32, 100];
/** A multiple of both batches. */
const SAMPLES = 3200;
const RATE = 0.05;
const ROUNDS = 15;
/** Epochs of the longer training, of which those of the shorter one are taken off. */
const EPOCHS = [1, 6];

/** Of gradient descent on a whole set, where the order of samples matters to rounding alone. */
const DESCENT = { samples: 200, hidden: 25, epochs: 5, rate: 0.1 };
/** Singles have 7 digits. */
const MOST_LOSS_ERROR = 1e-5;
const MOST_HESSIAN_ERROR = 1e-12;

/** Of networks with so many hidden units: 1,120 and 11,110 weights. */
const HESSIANS = [
  { hidden: 10, rounds: 5 },
  { hidden: 100, rounds: 3, oursAlone: true },
];
const HESSIAN_SAMPLES = 1000;
const ACTIVATIONS = ["relu", "softplus"];

export default {
  name: "network",
  question: `training of ${REPLICAS} networks 100-n₁-10 in f32, and exact Hessians in f64, each solver on one core`,
  async run({ check }) {
    await init();
    const folder = mkdtempSync(join(tmpdir(), "losscape-network-"));
    const { solvers, missing } = await startSolvers({ check });
    try {
      const rows = await checkDescents(solvers, folder);
      if (!check) for (const hidden of HIDDEN) rows.push(...(await trainingRates(solvers, hidden, folder)));
      rows.push(...(await hessians(solvers, folder, { check })));
      const versions = solvers.map(({ name, about }) => ({ solver: name, version: about }));
      const facts = { rows, versions, cores: pinning, "not run": missing };
      return check ? facts : { ...facts, targets: judge(rows) };
    } finally {
      for (const solver of solvers) await solver.stop();
      rmSync(folder, { recursive: true });
    }
  },
};

async function startSolvers({ check }) {
  const node = await benchNode({ check });
  const { found, missing } = builds(node, fileURLToPath(new URL("ours.mjs", import.meta.url)));
  if (!check) await torch.install();
  const command = torch.command();
  if (command === undefined) missing.push(`${torch.name} (not installed)`);
  else found.push({ ...torch, command, forms: FORMS });
  const solvers = [];
  for (const { ours = false, forms = [undefined], ...process } of found) {
    const solver = Object.assign(new Solver(process), { ours, forms });
    solver.about = await solver.ask({ about: true });
    solvers.push(solver);
  }
  return { solvers, missing: missing.join(", ") || "none" };
}

/** Each solver in each of its forms. */
const candidatesOf = (solvers) =>
  solvers.flatMap((solver) =>
    solver.forms.map((form) => ({
      solver,
      form,
      name: form === undefined ? solver.name : `${solver.name}, ${form}`,
    })),
  );

async function load(solvers, folder, problem) {
  const data = writeProblem(folder, problem);
  for (const solver of solvers) await solver.ask({ load: folder, samples: problem.samples });
  return data;
}

/** The losses that everyone's training ends with, beside those of gradients in doubles. */
async function checkDescents(solvers, folder) {
  const { samples, hidden, epochs, rate } = DESCENT;
  const data = await load(solvers, folder, { samples, hidden: [hidden] });
  const reference = descended(data, DESCENT);
  data.free();
  const rows = [];
  for (const { solver, form, name } of candidatesOf(solvers)) {
    const { losses } = await solver.ask({ train: form ?? "", hidden, batch: samples, epochs, rate });
    const off = difference(losses, reference);
    rows.push({
      task: "descent",
      hidden,
      batch: samples,
      solver: name,
      error: short(off),
      wrong: !(off <= MOST_LOSS_ERROR) && `${name}: losses of descents are off by ${off}`,
    });
  }
  return rows;
}

/** Rows of the solvers' rates of training, a batch size at a time. */
async function trainingRates(solvers, hidden, folder) {
  const data = await load(solvers, folder, { samples: SAMPLES, hidden: [hidden] });
  data.free();
  const rows = [];
  for (const batch of BATCHES) {
    const candidates = candidatesOf(solvers).map((candidate) => ({ ...candidate, times: [], limits: [] }));
    const train = async ({ solver, form }, epochs) =>
      (await solver.ask({ train: form ?? "", hidden, batch, epochs, rate: RATE })).seconds;
    for (const candidate of candidates) await train(candidate, 1);
    for (let round = 0; round < ROUNDS; round++)
      for (const candidate of candidates) {
        if (candidate.solver.ours) candidate.limits.push((await candidate.solver.ask({ rates: true })).f32);
        const times = [];
        for (const epochs of EPOCHS) times.push(await train(candidate, epochs));
        candidate.times.push(times);
      }
    const found = candidates.map(({ solver, name, times, limits }) => {
      const [short, long] = EPOCHS;
      const epochs = times.map(([first, last]) => (last - first) / (long - short));
      const beside = median(times.map(([first]) => first)) - median(epochs);
      return {
        name,
        ours: solver.ours,
        rates: epochs.map((epoch) => (REPLICAS * SAMPLES) / epoch),
        beside,
        limits,
      };
    });
    for (const { name, ours, rates, beside, limits } of found) {
      const rate = median(rates);
      const gigaflops = (rate * flopsOf(hidden)) / 1e9;
      rows.push({
        task: "SGD",
        hidden,
        batch,
        solver: name,
        "samples/s": short(rate),
        "beside it, s": short(beside),
        "GFLOP/s": short(gigaflops),
        ...(ours && {
          "limit GFLOP/s": short(median(limits)),
          "of the limit": short(gigaflops / median(limits)),
        }),
        ...ratios(rates, (form) => found.find((other) => other.name === `${torch.name}, ${form}`)?.rates),
      });
    }
  }
  return rows;
}

/** Medians of ratios within a round, whose runs are seconds apart: machines change their pace by 30 % from minute to minute. */
const ratios = (rates, peer) =>
  Object.fromEntries(
    FORMS.flatMap((form) => {
      const others = peer(form);
      return others === undefined
        ? []
        : [[`× ${form}`, short(median(rates.map((rate, round) => rate / others[round])))]];
    }),
  );

/** Of a sample: a product with every weight forwards, one for its gradient, and one for what reaches hidden units. */
const flopsOf = (hidden) => 2 * (2 * (101 * hidden + 11 * hidden) + 10 * hidden);

/** Rows of the Hessians: their errors, and in a run that is no check how long they take. */
async function hessians(solvers, folder, { check }) {
  const rows = [];
  for (const { hidden, rounds, oursAlone = false } of HESSIANS)
    for (const activation of ACTIVATIONS) {
      if (check && oursAlone) continue;
      const samples = check ? 50 : HESSIAN_SAMPLES;
      const data = await load(solvers, folder, { samples, hidden: [hidden] });
      const some = solvers.filter(({ ours }) => ours || !oursAlone);
      // The matrix of 11,110 weights is 1 GB: its parts are those of the other.
      const errors = oursAlone
        ? new Map()
        : await hessianErrors(some, { hidden, activation, samples, data, folder });
      data.free();
      const times = check ? new Map() : await hessianTimes(some, { hidden, activation, samples }, rounds);
      const peer = times.get(torch.name)?.seconds;
      for (const { name, ours } of some) {
        const error = errors.get(name);
        const time = times.get(name);
        const rate = time && (pairsOf(hidden) * samples) / time.seconds / 1e9;
        rows.push({
          task: `Hessian, ${activation}`,
          hidden,
          solver: name,
          ...(time && { ms: short(time.seconds * 1e3), "GFLOP/s": short(rate) }),
          ...(ours &&
            time && { "limit GFLOP/s": short(time.limit), "of the limit": short(rate / time.limit) }),
          ...(peer && { "× torch": short(peer / time.seconds) }),
          ...(error !== undefined && {
            error: short(error),
            wrong:
              !(error <= MOST_HESSIAN_ERROR) && `${name}: the Hessian of ${activation} is off by ${error}`,
          }),
        });
      }
    }
  return rows;
}

/** Pairs of inputs times pairs of units, of those behind the inputs: the flops of a sample where all units are on. */
const pairsOf = (hidden) => ((100 * 101) / 2) * (hidden + 1) * (hidden + 2);

/** Of the strict build's matrix by products that make none, and of others' by it. */
async function hessianErrors(solvers, { hidden, activation, samples, data, folder }) {
  const network = startOf(hidden, 0, activation);
  const path = join(folder, "hessian");
  const errors = new Map();
  let first;
  for (const solver of solvers) {
    await solver.ask({ hessian: hidden, activation, samples, path });
    const matrix = doubles(path);
    errors.set(
      solver.name,
      first === undefined ? productError(matrix, network, data) : relative(matrix, first),
    );
    first ??= matrix;
  }
  network.free();
  return errors;
}

async function hessianTimes(solvers, { hidden, activation, samples }, rounds) {
  const times = new Map(solvers.map(({ name }) => [name, { seconds: [], limits: [] }]));
  for (let round = 0; round < rounds; round++)
    for (const solver of solvers) {
      const { seconds, limits } = times.get(solver.name);
      if (solver.ours) limits.push((await solver.ask({ rates: true })).f64);
      seconds.push((await solver.ask({ hessian: hidden, activation, samples })).seconds);
    }
  return new Map(
    [...times].map(([name, { seconds, limits }]) => [
      name,
      { seconds: median(seconds), limit: median(limits) },
    ]),
  );
}
