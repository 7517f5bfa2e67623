import type { Experiment, Shard } from "../experiments/experiment.js";

/** How far a run is: counts and rate of the group of like shards at work, and the time left of the whole run. */
export interface Progress {
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
export interface Estimate {
  readonly experiment: string;
  readonly shards: number;
  /** Shards that are there already. */
  readonly reused: number;
  readonly workers: number;
  readonly seconds: number;
  readonly memory: number;
}

export function estimate(
  experiment: string,
  plan: readonly Shard[],
  todo: readonly Shard[],
  { slots, memory }: { slots: number; memory: number },
): Estimate {
  const costs = todo.map(({ cost }) => cost);
  const bytes = todo.map((shard) => shard.memory).sort((a, b) => b - a);
  const sum = (values: number[]) => values.reduce((a, b) => a + b, 0);
  return {
    experiment,
    shards: plan.length,
    reused: plan.length - todo.length,
    workers: slots,
    seconds: Math.max(sum(costs) / slots, 0, ...costs),
    memory: Math.max(Math.min(sum(bytes.slice(0, slots)), memory), bytes[0] ?? 0),
  };
}

/** Counts what is done and tells the clock's part of it; nothing of this is in a table. */
export class Meter {
  private readonly groups = new Map<string, Group>();
  private readonly done = new Map<string, number>();
  private readonly begin = performance.now();
  private costLeft = 0;
  private costMade = 0;

  constructor(
    private readonly experiment: Pick<Experiment, "name">,
    plan: readonly Shard[],
    todo: readonly Shard[],
    private readonly slots: number,
    private readonly tell: (progress: Progress) => void,
  ) {
    const left = new Set(todo);
    for (const shard of plan) {
      const group = this.groupOf(shard);
      group.total += shard.units;
      if (left.has(shard)) this.costLeft += shard.cost;
      else group.reused += shard.units;
    }
  }

  started(shard: Shard): void {
    this.groupOf(shard).start ??= performance.now();
    this.progress(shard, 0);
  }

  /** @param done units of this shard so far; fewer than before when it is tried again */
  progress(shard: Shard, done: number): void {
    const step = Math.min(done, shard.units) - (this.done.get(shard.id) ?? 0);
    const cost = (shard.cost * step) / shard.units;
    this.done.set(shard.id, Math.min(done, shard.units));
    this.groupOf(shard).made += step;
    this.costMade += cost;
    this.costLeft -= cost;
    this.tell(this.state(shard));
  }

  private state(shard: Shard): Progress {
    const group = this.oldest() ?? this.groupOf(shard);
    const seconds = (performance.now() - (group.start ?? this.begin)) / 1000;
    const sinceBegin = (performance.now() - this.begin) / 1000;
    return {
      experiment: this.experiment.name,
      label: group.label,
      done: group.reused + group.made,
      total: group.total,
      unit: shard.unit,
      rate: seconds > 0 ? group.made / seconds : 0,
      secondsLeft: Math.max(
        0,
        this.costMade > 0 ? (this.costLeft * sinceBegin) / this.costMade : this.costLeft / this.slots,
      ),
    };
  }

  /** Groups overlap while one ends and the next begins: the one that started first is told until it is done. */
  private oldest(): Group | undefined {
    const atWork = [...this.groups.values()].filter((group) => group.reused + group.made < group.total);
    return atWork
      .filter(({ start }) => start !== undefined)
      .sort((a, b) => (a.start as number) - (b.start as number))[0];
  }

  private groupOf(shard: Shard): Group {
    const { label } = shard;
    const group = this.groups.get(label) ?? { label, total: 0, reused: 0, made: 0 };
    this.groups.set(label, group);
    return group;
  }
}

interface Group {
  readonly label: string;
  total: number;
  reused: number;
  made: number;
  start?: number;
}
