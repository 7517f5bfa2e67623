import { randomUUID } from "node:crypto";
import { readdir, readFile, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { isRecord } from "../../base/schema.js";
import { objectIn } from "../layout.js";
import { ifThere } from "./errors.js";
import { fate, type Owner, thisProcess } from "./owner.js";
import { writeWhole } from "./writing.js";

/**
 * Files `.KIND-UUID` in a run folder, each of one living process: `.lock-…` of whoever writes `run.json` or merges,
 * `.running-…` of whoever computes. Their names are never used twice, so that a dead one can be removed by anyone.
 *
 * Whether an owner lives is asked of its own system alone. Of an owner elsewhere nothing can be asked, and no age of its file
 * tells it either: two hosts' clocks may differ by hours. It counts as living, until a person removes its file.
 *
 * What was copied along with a folder while its owner held it names the other folder, and its owner is dead in the copy.
 */
export interface Claim {
  readonly file: string;
  readonly owner: Owner;
  readonly shards: readonly string[];
  readonly fate: ReturnType<typeof fate>;
}

export class OwnClaim {
  readonly file: string;
  #said = false;

  constructor(
    private readonly folder: string,
    kind: string,
  ) {
    this.file = `.${kind}-${randomUUID()}`;
  }

  async say(shards: readonly string[] = []): Promise<void> {
    const path = join(this.folder, this.file);
    this.#said = true;
    const claim = { owner: thisProcess(), place: await placeOf(this.folder), shards };
    await writeWhole(path, Buffer.from(JSON.stringify(claim)));
  }

  async drop(): Promise<void> {
    if (!this.#said) return;
    this.#said = false;
    await rm(join(this.folder, this.file), { force: true });
  }
}

/** Every claim of a kind, with whether its owner lives. */
export async function readClaims(folder: string, kind: string): Promise<Claim[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile() && entry.name.startsWith(`.${kind}-`));
  const place = await placeOf(folder);
  const claims = await Promise.all(files.map(({ name }) => readClaim(folder, name, place)));
  return claims.filter((claim) => claim !== undefined);
}

export async function removeDead(folder: string, claims: readonly Claim[]): Promise<void> {
  for (const { file, fate } of claims) if (fate === "dead") await rm(join(folder, file), { force: true });
}

/** Undefined for what is no claim: a claim is written whole or not at all, so that nobody holds what cannot be read. */
async function readClaim(folder: string, file: string, place: string): Promise<Claim | undefined> {
  // It may be dropped between the listing and the reading.
  const found = objectIn(await ifThere(readFile(join(folder, file))));
  const owner = found?.owner as Partial<Owner> | undefined;
  const { host, pid, space, started } = isRecord(owner) ? owner : {};
  if (typeof host !== "string" || typeof pid !== "number") return undefined;
  if (typeof space !== "string" || typeof started !== "string") return undefined;
  const whole = { host, pid, space, started };
  const shards = Array.isArray(found?.shards) ? found.shards.map(String) : [];
  const isCopied = space === thisProcess().space && found?.place !== place;
  return { file, owner: whole, shards, fate: isCopied ? "dead" : fate(whole) };
}

/** Which folder it is, by whatever path it is reached: a copy is another. */
async function placeOf(folder: string): Promise<string> {
  const { dev, ino } = await stat(folder);
  return `${dev}:${ino}`;
}
