import { expect, test, vi } from "vitest";
import type { Shard } from "../../ts/experiments/experiment.js";
import { estimate, Meter, type RunProgress } from "../../ts/runs/progress.js";
import { shard as shardOf } from "./squares.js";

const shard = (id: string, label: string, cost: number, about: Partial<Shard> = {}) =>
  shardOf(id, { label, units: 10, unit: "replicas", cost, ...about });
const small = [shard("n25-draw0", "N=25", 1), shard("n25-draw1", "N=25", 1)] as const;
const large = [shard("n100-draw0", "N=100", 4), shard("n100-draw1", "N=100", 4)] as const;

function meter(todo: readonly Shard[] = [...small, ...large]) {
  const told: RunProgress[] = [];
  const made = new Meter("x", [...small, ...large], todo, 2, (p) => told.push(p));
  return { meter: made, last: () => told.at(-1) };
}

test("counts are of the group at work, and the older group is told until it is done", () => {
  const { meter: m, last } = meter();
  m.started(large[0], false);
  m.progress(large[0], 4);
  expect(last()).toMatchObject({ label: "N=100", done: 4, total: 20, unit: "replicas" });
  m.started(small[0], false);
  m.progress(small[0], 9);
  expect(last()).toMatchObject({ label: "N=100", done: 4 });
  m.progress(large[0], 10);
  m.started(large[1], false);
  m.progress(large[1], 10);
  m.progress(small[0], 10);
  expect(last()).toMatchObject({ label: "N=25", done: 10, total: 20 });
});

test("a shard that is tried again counts from nothing", () => {
  const { meter: m, last } = meter();
  m.started(large[0], false);
  m.progress(large[0], 7);
  m.started(large[0], false);
  expect(last()?.done).toBe(0);
});

test("what an earlier run finished is counted as done, but not in the rate", () => {
  const { meter: m, last } = meter([small[1], ...large]);
  m.started(small[1], false);
  expect(last()).toMatchObject({ label: "N=25", done: 10, total: 20, rate: 0 });
});

test("the estimate is the cost on the workers, and the memory of those at work together", () => {
  const todo = [
    shard("a", "x", 3, { memory: 70 }),
    shard("b", "x", 1, { memory: 50 }),
    shard("c", "x", 2, { memory: 10 }),
  ];
  expect(estimate("x", todo, todo, { slots: 2, memory: 1000 })).toMatchObject({ seconds: 3, memory: 120 });
  expect(estimate("x", todo, todo, { slots: 2, memory: 100 })).toMatchObject({ memory: 100 });
  expect(estimate("x", todo, todo, { slots: 2, memory: 40 })).toMatchObject({ memory: 70 });
  expect(estimate("x", todo, [], { slots: 2, memory: 40 })).toMatchObject({
    seconds: 0,
    memory: 0,
    reused: 3,
  });
});

const draw = (id: string, key: string) =>
  shard(id, "x", 1, { memory: 10, shares: { key, cost: 6, memory: 40 } });

test("what shards share is counted once in the seconds, and for each of them at work in the memory", () => {
  const todo = [draw("a", "k"), draw("b", "k"), draw("c", "k"), draw("d", "l")];
  expect(estimate("x", todo, todo, { slots: 2, memory: 1000 })).toMatchObject({ seconds: 8, memory: 100 });
  expect(estimate("x", todo, todo, { slots: 16, memory: 1000 })).toMatchObject({ seconds: 7, memory: 200 });
});

test("the time left counts what is shared where it is made, and once more where it is made again", () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  try {
    const todo = [draw("a", "k"), draw("b", "k"), draw("c", "k"), draw("d", "k")];
    const secondsLeft = (makes: readonly boolean[]) => {
      const told: RunProgress[] = [];
      const m = new Meter("x", todo, todo, 1, (p) => told.push(p));
      vi.advanceTimersByTime(1000);
      makes.forEach((makesIt, place) => {
        m.started(todo[place] as Shard, makesIt);
        m.progress(todo[place] as Shard, 10);
      });
      return told.at(-1)?.secondsLeft;
    };
    expect(secondsLeft([true, false, false])).toBeCloseTo(1 / 9, 12);
    expect(secondsLeft([true, true, false])).toBeCloseTo(1 / 15, 12);
    expect(secondsLeft([true, false, false, false])).toBeCloseTo(0, 12);
  } finally {
    vi.useRealTimers();
  }
});

test("the estimate of more shards than a call can have arguments is of all of them", () => {
  const todo = Array.from({ length: 200_000 }, (_, place) => shard(`s${place}`, "x", place === 1000 ? 5 : 0));
  expect(estimate("x", todo, todo, { slots: 2, memory: 1 })).toMatchObject({ shards: 200_000, seconds: 5 });
});
