import { join } from "node:path";
import { RunFolderError } from "../../base/errors.js";
import { sha256 } from "../../runs/identity.js";
import { listFolder } from "../../runs/node/folder.js";
import type { Finished } from "../finished.js";
import { say } from "../io.js";
import { json, numbersTable, runJson, writeReport } from "../reporting.js";
import { planned, runInto, runningOptions, startCore, workersOf } from "../running.js";
import { type Command, UsageError } from "../usage.js";

/** What `reproduce` runs, in its order; `full` is the paper's. */
const STUDIES = [
  {
    experiment: "spin-glass-minima",
    quick: { p: 3, sizes: [25, 50, 100], disorders: 16, replicas: 200 },
    full: { p: 3, sizes: [25, 50, 100, 250, 500], disorders: 8, replicas: 125 },
  },
] as const;

const SCOPE =
  "This version reproduces the paper's spin-glass figures (spin-glass-minima) alone; its network experiments are not in it.";

export const reproduce: Command = {
  name: "reproduce",
  summary: "The paper's experiments, each into a run folder, and one report.",
  operands: [],
  options: {
    quick: { help: "N = 25, 50, 100 and 200 replicas a draw (the default)" },
    full: { help: "the paper's sizes, N = 25 to 500, and 1000 replicas a draw" },
    seed: { value: "S", help: "decides every random number (default: the experiments' own)" },
    ...runningOptions,
  },
  example: "losscape reproduce --quick --out runs/paper",
  async run(args, io) {
    if (args.on("quick") && args.on("full")) throw new UsageError("--quick and --full exclude each other");
    const workers = workersOf(args);
    await startCore(args);
    const size = args.on("full") ? "full" : "quick";
    const seed = args.text("seed");
    const plans = await Promise.all(
      STUDIES.map((study) =>
        planned(study.experiment, { ...study[size], ...(seed === undefined ? {} : { seed }) }),
      ),
    );
    const hash = (await sha256(new TextEncoder().encode(plans.map((plan) => plan.hash).join()))).slice(0, 12);
    const out = args.text("out") ?? join("runs", `reproduce-${hash}`);
    await refuseForeign(out);
    say(io, SCOPE);

    const runs: Finished[] = [];
    for (const plan of plans) runs.push(await runInto(join(out, plan.experiment.name), plan, workers, io));
    const report = await writeReport(out, "The loss surfaces of multilayer networks", runs, [SCOPE]);
    if (args.on("json")) io.stdout.write(json({ experiments: runs.map(runJson), report }));
    else for (const { answer } of runs) io.stdout.write(numbersTable(answer.numbers));
    say(io, `the report is ${report}`);
    return 0;
  },
};

/** A folder with anything else in it is somebody's, and stays as it is. */
async function refuseForeign(out: string): Promise<void> {
  const known: string[] = [...STUDIES.map(({ experiment }) => experiment), "report.html"];
  const foreign = (await listFolder(out)).find(({ name }) => !known.includes(name) && !name.startsWith("."));
  if (foreign !== undefined)
    throw new RunFolderError(out, `is not empty and holds what reproduce does not write: ${foreign.name}`);
}
