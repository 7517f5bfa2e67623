import { InvalidInputError, RunFolderError, RunMismatchError } from "../../../base/errors.js";
import type { Files, InputData, Shard } from "../../../experiments/experiment.js";
import { findExperiment } from "../../../experiments/index.js";
import { currentBuild } from "../../build.js";
import { RunFolder } from "../../folder.js";
import { buildDifferences, differences, type RunRecord } from "../../identity.js";
import type { Inputs } from "../../inputs.js";
import { plan } from "../../plan.js";
import { folderStore } from "../folder.js";
import { unship } from "./data.js";
import type { Registered } from "./runs.js";
import type { Server } from "./server.js";

/** What a worker needs to compute shards of a run. */
export interface Admitted {
  readonly record: RunRecord;
  readonly inputs: Inputs;
  readonly shards: ReadonlyMap<string, Shard>;
  /** Where the tables go, if not over the server. */
  readonly folder?: RunFolder;
}

/** Where a worker has data of its own, by name, and how it reads them. */
export interface OwnData {
  readonly sources: Readonly<Record<string, string>>;
  readonly files: Files | undefined;
}

/**
 * Prepares a run for this worker.
 *
 * @returns  why not, in a phrase: another build (with both hashes), data that are not here, a folder that cannot be used
 */
export async function admit(
  server: Server,
  registered: Registered,
  own: OwnData,
): Promise<Admitted | string> {
  const { identity, results } = registered;
  const build = currentBuild();
  const others = buildDifferences(identity, build);
  if (others.length > 0) return `it is of another build: ${others.join("; ")}`;
  try {
    const inputs = await inputsOf(server, registered, own);
    if (typeof inputs === "string") return inputs;
    const record = plan(findExperiment(identity.experiment), identity.config, inputs, build);
    const found = differences({ ...identity, plan: record.plan }, record);
    if (found.length > 0) return found.join("; ");
    const shards = new Map(record.plan.map((shard) => [shard.id, shard]));
    if (results.by === "server") return { record, inputs, shards };
    const folder = await RunFolder.open(folderStore(results.path));
    const inFolder = differences(folder.record, record);
    if (inFolder.length > 0) throw new RunMismatchError(results.path, inFolder);
    return { record, inputs, shards, folder };
  } catch (error) {
    const isOfRun = [InvalidInputError, RunFolderError, RunMismatchError].some(
      (known) => error instanceof known,
    );
    if (isOfRun) return (error as Error).message;
    throw error;
  }
}

async function inputsOf(
  server: Server,
  { identity, data }: Registered,
  own: OwnData,
): Promise<Inputs | string> {
  const found: Record<string, InputData> = {};
  for (const [name, hash] of Object.entries(identity.inputs)) {
    const shipped = data[name];
    const source = own.sources[name];
    if (shipped !== undefined) {
      const there = await unship(server, hash, shipped);
      if (there === undefined)
        return `its data ${name} are not on the server as they were shipped: submit it again`;
      found[name] = there;
    } else if (source === undefined) {
      return `its data ${name} are not here: losscape worker takes them by --data, and losscape submit --ship sends them`;
    } else {
      const need = findExperiment(identity.experiment).inputs[name];
      if (need === undefined) return `its experiment has no data ${name}`;
      found[name] = await need.read(source, own.files);
    }
  }
  return found;
}
