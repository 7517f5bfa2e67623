import { canonicalJson } from "../../../base/canonical.js";
import { bytes } from "../../../base/text.js";
import type { Shard } from "../../../experiments/experiment.js";
import { type Admitted, admit, type OwnData } from "./admit.js";
import { queueMetaKey } from "./keys.js";
import { Results } from "./results.js";
import { nameOf, type Registered, registeredRuns } from "./runs.js";
import type { Server } from "./server.js";
import { type Taken, Taker } from "./taking.js";

export interface ServedRun extends Admitted {
  readonly name: string;
  readonly registered: Registered;
  readonly taker: Taker;
  readonly results: Results;
  /** Whether too many results wait, which is said once. */
  full: boolean;
}

export interface TakenShard {
  readonly run: ServedRun;
  readonly shard: Shard;
  readonly taken: Taken;
}

export interface ServedRunsOptions extends OwnData {
  /** The worker's. */
  readonly id: string;
  readonly stall: number;
  readonly onMessage: (message: string) => void;
}

/** The runs on the server, as far as a worker can compute them. */
export class ServedRuns {
  readonly #served = new Map<string, ServedRun>();
  readonly #refused = new Map<string, Pick<ServedRun, "name" | "registered">>();

  constructor(
    private readonly server: Server,
    private readonly options: ServedRunsOptions,
  ) {}

  /** Names of the runs that this worker does not compute. */
  get refused(): string[] {
    return Array.from(this.#refused.values(), ({ name }) => name);
  }

  /** Looks which runs there are; one that was submitted again in another way is looked at again. */
  async update(): Promise<void> {
    const registered = await registeredRuns(this.server);
    const isAsItWas = ([run, known]: [string, Pick<ServedRun, "registered">]) =>
      canonicalJson(known.registered) === canonicalJson(registered.get(run) ?? null);
    for (const entry of this.#refused) if (!isAsItWas(entry)) this.#refused.delete(entry[0]);
    for (const [run, served] of this.#served) {
      if (isAsItWas([run, served])) continue;
      this.#served.delete(run);
      await served.taker.close();
      if (!registered.has(run)) await this.server.client.unlink(queueMetaKey(run));
    }
    for (const [run, about] of registered)
      if (!this.#served.has(run) && !this.#refused.has(run)) await this.#admit(run, about);
  }

  /** The next shard, of the run that comes first; undefined where none waits. */
  async take(): Promise<TakenShard | undefined> {
    for (const run of this.#served.values()) {
      if (await this.#isFull(run)) continue;
      const taken = await run.taker.take();
      if (taken === undefined) continue;
      const shard = run.shards.get(taken.shard);
      if (shard !== undefined) return { run, shard, taken };
      await taken.fail(new Error(`there is no shard ${taken.shard} in the plan`));
    }
    return undefined;
  }

  async close(): Promise<void> {
    for (const { taker } of this.#served.values()) await taker.close();
  }

  async #admit(run: string, registered: Registered): Promise<void> {
    const { server, options } = this;
    const name = nameOf(run, registered.identity);
    const admitted = await admit(server, registered, options);
    if (typeof admitted === "string") {
      this.#refused.set(run, { name, registered });
      options.onMessage(`${name} is not computed here: ${admitted}`);
      return;
    }
    const taker = new Taker(server, run, options.id, options.stall);
    await taker.begin();
    const results = new Results(server, run);
    this.#served.set(run, { ...admitted, name, registered, taker, results, full: false });
    options.onMessage(`${name} is computed here`);
  }

  async #isFull(run: ServedRun): Promise<boolean> {
    const { results: way } = run.registered;
    if (way.by !== "server") return false;
    const backlog = await run.results.backlog();
    const isFull = backlog.bytes >= way.most;
    if (isFull && !run.full)
      this.options.onMessage(
        `${run.name} waits: ${bytes(backlog.bytes)} of results are to be fetched first, by losscape collect`,
      );
    run.full = isFull;
    return isFull;
  }
}
