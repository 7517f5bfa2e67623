import type { Shard } from "../experiments/experiment.js";
import { needOf } from "./slots.js";

/** How far a run is: counts and rate of the group of like shards at work, and the time left of the whole run. */
export interface RunProgress {
  readonly experiment: string;
  /** The group: "N=100". */
  readonly label: string;
  readonly done: number;
  readonly total: number;
  readonly unit: string;
  /** Units a second in this group, in this run. */
  readonly rate: number;
  readonly secondsLeft: number;
}

/** Seconds and bytes that a run will need, from what its plan says of its shards. */
export interface RunEstimate {
  readonly experiment: string;
  readonly shards: number;
  /** Shards that are there already. */
  readonly reused: number;
  readonly workers: number;
  readonly seconds: number;
  readonly memory: number;
}

/** Bytes of merged tables; shards take as much again. */
export function tableBytes(plan: readonly Shard[]): number {
  return plan.reduce((sum, { disk }) => sum + disk, 0);
}

export function estimate(
  experiment: string,
  plan: readonly Shard[],
  todo: readonly Shard[],
  { slots, memory }: { slots: number; memory: number },
): RunEstimate {
  const needs = todo.map(needOf).sort((a, b) => b - a);
  const together = needs.slice(0, slots).reduce((sum, need) => sum + need, 0);
  return {
    experiment,
    shards: plan.length,
    reused: plan.length - todo.length,
    workers: slots,
    seconds: Math.max(costOf(todo) / slots, longestOf(todo)),
    memory: Math.max(Math.min(together, memory), needs[0] ?? 0),
  };
}

/** Seconds on one core; what shards share is made once. */
export function costOf(shards: readonly Shard[]): number {
  const shared = new Map(
    shards.flatMap(({ shares }) => (shares === undefined ? [] : [[shares.key, shares.cost]])),
  );
  const costs = [...shards.map(({ cost }) => cost), ...shared.values()];
  return costs.reduce((sum, cost) => sum + cost, 0);
}

/** Seconds of a shard in a slot; `makes` says whether what it shares is made for it, or there already. */
export function attemptCost({ cost, shares }: Shard, makes: boolean): number {
  return makes && shares !== undefined ? cost + shares.cost : cost;
}

/** Seconds of the longest shard where nothing that it shares is there yet; 0 of none. */
export function longestOf(shards: readonly Shard[]): number {
  return shards.reduce((most, shard) => Math.max(most, attemptCost(shard, true)), 0);
}

/** Counts what is done and tells the clock's part of it; nothing of this is in a table. */
export class Meter {
  readonly #groups = new Map<string, Group>();
  /** Units done of the shards at work, and what their attempt costs. */
  readonly #attempts = new Map<string, { done: number; readonly cost: number }>();
  readonly #made = new Set<string>();
  readonly #begin = performance.now();
  #costLeft: number;
  #costMade = 0;

  constructor(
    private readonly experiment: string,
    plan: readonly Shard[],
    todo: readonly Shard[],
    private readonly slots: number,
    private readonly tell: (progress: RunProgress) => void,
  ) {
    this.#costLeft = costOf(todo);
    const left = new Set(todo);
    for (const shard of plan) {
      const group = this.#groupOf(shard);
      group.total += shard.units;
      if (!left.has(shard)) group.reused += shard.units;
    }
  }

  /** @param makes  whether what it shares is made anew for it */
  started(shard: Shard, makes: boolean): void {
    this.#groupOf(shard).start ??= performance.now();
    this.#count(shard, 0);
    const { shares } = shard;
    if (makes && shares !== undefined && this.#made.has(shares.key)) this.#costLeft += shares.cost;
    if (makes && shares !== undefined) this.#made.add(shares.key);
    this.#attempts.set(shard.id, { done: 0, cost: attemptCost(shard, makes) });
    this.tell(this.#state(shard));
  }

  /** @param done units of this shard so far */
  progress(shard: Shard, done: number): void {
    this.#count(shard, Math.min(done, shard.units));
    this.tell(this.#state(shard));
  }

  #count(shard: Shard, done: number): void {
    const attempt = this.#attempts.get(shard.id);
    if (attempt === undefined) return;
    const step = done - attempt.done;
    const cost = (attempt.cost * step) / shard.units;
    attempt.done = done;
    this.#groupOf(shard).made += step;
    this.#costMade += cost;
    this.#costLeft -= cost;
  }

  #state(shard: Shard): RunProgress {
    const group = this.#oldest() ?? this.#groupOf(shard);
    const seconds = (performance.now() - (group.start ?? this.#begin)) / 1000;
    const sinceBegin = (performance.now() - this.#begin) / 1000;
    const pace = this.#costMade > 0 ? sinceBegin / this.#costMade : 1 / this.slots;
    return {
      experiment: this.experiment,
      label: group.label,
      done: group.reused + group.made,
      total: group.total,
      unit: group.unit,
      rate: seconds > 0 ? group.made / seconds : 0,
      secondsLeft: Math.max(0, this.#costLeft * pace),
    };
  }

  /** Groups overlap while one ends and the next begins: the one that started first is told until it is done. */
  #oldest(): Group | undefined {
    const atWork = [...this.#groups.values()].filter(
      ({ start, reused, made, total }) => start !== undefined && reused + made < total,
    );
    return atWork.sort((a, b) => (a.start as number) - (b.start as number))[0];
  }

  #groupOf({ label, unit }: Shard): Group {
    const group = this.#groups.get(label) ?? begunGroup(label, unit);
    this.#groups.set(label, group);
    return group;
  }
}

type Group = ReturnType<typeof begunGroup>;

function begunGroup(label: string, unit: string) {
  return { label, unit, total: 0, reused: 0, made: 0, start: undefined as number | undefined };
}
