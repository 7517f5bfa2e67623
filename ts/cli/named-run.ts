import { join } from "node:path";
import { findExperiment } from "../experiments/index.js";
import { configOptions, givenConfig } from "./config.js";
import { dataOptions, takesData, withData } from "./data.js";
import { type Planned, planned, runningOptions, startCore } from "./running.js";
import { type Arguments, type Option, UsageError } from "./usage.js";

/** What names a run and its folder. */
export const runOptions = {
  ...configOptions,
  ...dataOptions,
  out: runningOptions.out,
  simd: runningOptions.simd,
} as const satisfies Record<string, Option>;

/** The run that a command line names by its experiment and these options, and its folder; the core is started. */
export async function namedRun(args: Arguments): Promise<{ plan: Planned; out: string }> {
  const experiment = findExperiment(args.operands[0] as string);
  const config = await givenConfig(args, experiment.config);
  await startCore(args);
  if (args.text("data") !== undefined && !takesData(experiment))
    throw new UsageError(`--data: ${experiment.name} computes from no data`);
  const plan = await planned(experiment.name, withData(args, config));
  return { plan, out: args.text("out") ?? join("runs", `${experiment.name}-${plan.hash}`) };
}
