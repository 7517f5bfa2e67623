import { randomUUID } from "node:crypto";
import { readdir, readFile, rm, stat, utimes } from "node:fs/promises";
import { join } from "node:path";
import { fate, type Owner, thisProcess } from "./owner.js";
import { writeWhole } from "./writing.js";

/**
 * Files `.KIND-UUID` in a run folder, each of one living process: `.lock-…` of whoever writes `run.json` or merges,
 * `.running-…` of whoever computes. Their names are never used twice, so that a dead one can be removed by anyone.
 */
export interface Claim {
  readonly file: string;
  readonly owner: Owner;
  readonly shards: readonly string[];
  readonly alive: boolean;
}

const BEAT = 5_000;
/** An owner that cannot be asked is taken for dead after this many milliseconds without a beat. */
const SILENCE = 45_000;

export class OwnClaim {
  readonly file: string;
  private beat: NodeJS.Timeout | undefined;

  constructor(
    private readonly folder: string,
    kind: string,
  ) {
    this.file = `.${kind}-${randomUUID()}`;
  }

  async say(shards: readonly string[] = []): Promise<void> {
    const path = join(this.folder, this.file);
    await writeWhole(path, Buffer.from(JSON.stringify({ owner: thisProcess(), shards })));
    // A beat that fails leaves the claim older, and nothing else.
    const beat = () => void utimes(path, new Date(), new Date()).catch(() => {});
    this.beat ??= setInterval(beat, BEAT).unref();
  }

  async drop(): Promise<void> {
    if (this.beat === undefined) return;
    clearInterval(this.beat);
    this.beat = undefined;
    await rm(join(this.folder, this.file), { force: true });
  }
}

/** Every claim of a kind, with whether its owner lives. */
export async function readClaims(folder: string, kind: string): Promise<Claim[]> {
  const names = (await readdir(folder)).filter((name) => name.startsWith(`.${kind}-`));
  const claims = await Promise.all(names.map((name) => readClaim(folder, name)));
  return claims.filter((claim) => claim !== undefined);
}

export async function removeDead(folder: string, claims: readonly Claim[]): Promise<void> {
  for (const { file, alive } of claims) if (!alive) await rm(join(folder, file), { force: true });
}

async function readClaim(folder: string, file: string): Promise<Claim | undefined> {
  const path = join(folder, file);
  try {
    const { owner, shards } = JSON.parse(await readFile(path, "utf8")) as Claim;
    const told = fate(owner);
    const alive = told === "unknown" ? Date.now() - (await stat(path)).mtimeMs < SILENCE : told === "alive";
    return { file, owner, shards, alive };
  } catch (error) {
    // Dropped between the listing and the reading.
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
    throw error;
  }
}
