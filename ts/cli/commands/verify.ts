import { AbortedError, RunMismatchError } from "../../base/errors.js";
import { field, seed } from "../../base/schema.js";
import { plural } from "../../base/text.js";
import { prepare, runFields } from "../../runs/api.js";
import type { RunFolder } from "../../runs/folder.js";
import { openExecutor } from "../../runs/host.js";
import { differences } from "../../runs/identity.js";
import { type Difference, sampleOf, verify as verifyShards } from "../../runs/verify.js";
import { init } from "../../wasm/loader.js";
import { dataOptions, takesData, withData } from "../data.js";
import { runFolders } from "../folders.js";
import { type Io, say } from "../io.js";
import { json } from "../reporting.js";
import { Interrupted, interruptible, QUIET_OPTION, runningOptions } from "../running.js";
import { type Arguments, type Command, optionOf } from "../usage.js";

const sampleField = field<number>(
  "a percentage above 0 and at most 100, as 1%",
  { type: "string", pattern: "^[0-9.]+%$" },
  { default: 1, help: "how many of the finished shards, at random, and at least one (default 100%)" },
  (value) => {
    const share =
      typeof value === "number" ? value : Number(/^(\d+(?:\.\d+)?)%$/.exec(String(value))?.[1]) / 100;
    return share > 0 && share <= 1 ? share : undefined;
  },
);
const seedField = seed({ default: "0", help: "another one draws another sample" });

export const verify: Command = {
  name: "verify",
  summary:
    "Computes finished shards of a run folder again and compares every byte; nothing in it is changed.",
  operands: ["DIR"],
  options: {
    sample: { value: "SHARE", help: sampleField.help },
    seed: optionOf("S", seedField),
    ...dataOptions,
    workers: runningOptions.workers,
    quiet: QUIET_OPTION,
    json: runningOptions.json,
  },
  example: "losscape verify runs/first --sample 1%",
  async run(args, io) {
    const share = args.value("sample", sampleField);
    const seed = BigInt(args.value("seed", seedField));
    args.value("workers", runFields.workers);
    const results: Verified[] = [];
    for (const folder of await runFolders(args.operands[0] as string))
      results.push(await verified(folder, { share, seed }, args, io));
    io.stdout.write(args.on("json") ? json(results) : results.map(told).join(""));
    return results.every(({ differing, staleTable }) => differing.length === 0 && !staleTable) ? 0 : 1;
  },
};

interface Verified {
  readonly folder: string;
  readonly shards: number;
  readonly unfinished: number;
  readonly compared: number;
  readonly differing: readonly Difference[];
  /** A merged table that is absent, or does not hold the shards' rows. */
  readonly staleTable?: string;
}

async function verified(
  folder: RunFolder,
  { share, seed }: { readonly share: number; readonly seed: bigint },
  args: Arguments,
  io: Io,
): Promise<Verified> {
  const { record, path, experiment } = folder;
  const { config } = record;
  await init({ simd: record.build.backend });
  const given = takesData(experiment) ? withData(args, config).inputs : {};
  const here = await prepare(experiment.name, config, given);
  const found = differences(record, here.record);
  if (found.length > 0) throw new RunMismatchError(path, found);
  const missing = new Set(await folder.unfinished());
  const finished = record.plan.filter((shard) => !missing.has(shard));
  const sample = sampleOf(finished, share, seed);
  say(
    io,
    `${path}: ${experiment.name}, ${sample.length} of ${plural(finished.length, "finished shard")} again`,
  );
  const differing = await interruptible(io, async (watching) => {
    const executor = openExecutor(args.value("workers", runFields.workers));
    try {
      return await verifyShards(folder, executor, here.inputs, watching, sample);
    } catch (error) {
      if (error instanceof AbortedError) throw new Interrupted(`interrupted: ${path} is as it was`);
      throw error;
    } finally {
      await executor.close();
    }
  });
  // Damage of a shard is told once, by the shard's name.
  const staleTable = missing.size === 0 && differing.length === 0 ? await folder.staleTable() : undefined;
  return {
    folder: path,
    shards: record.plan.length,
    unfinished: missing.size,
    compared: sample.length,
    differing,
    ...(staleTable !== undefined && { staleTable }),
  };
}

function told({ folder, shards, unfinished, compared, differing, staleTable }: Verified): string {
  const same = compared - differing.length;
  const left = unfinished === 0 ? "" : `; ${unfinished} not finished`;
  const lines = [
    `${folder}: ${same} of ${plural(compared, "shard")} computed again, of ${shards}, have the same bytes${left}`,
    ...differing.map(({ shard, difference }) => `  shard ${shard} differs: ${difference}`),
    ...(staleTable === undefined ? [] : [`  the table ${staleTable} does not hold the shards' rows`]),
  ];
  return `${lines.join("\n")}\n`;
}
