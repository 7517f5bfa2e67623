import { expect, test } from "vitest";
import { estimate, Meter, type Progress } from "../../ts/runs/progress.js";

const shard = (id: string, units: number, cost: number, memory = 1) => ({
  id,
  units,
  cost,
  memory,
  part: {},
});
const small = [shard("n25-draw0", 10, 1), shard("n25-draw1", 10, 1)];
const large = [shard("n100-draw0", 10, 4), shard("n100-draw1", 10, 4)];

function meter(todo = [...small, ...large]) {
  const told: Progress[] = [];
  const made = new Meter({ name: "x", unit: "replicas" }, [...small, ...large], todo, 2, (p) => told.push(p));
  return { meter: made, last: () => told.at(-1) };
}

test("counts are of the group at work, and the older group is told until it is done", () => {
  const { meter: m, last } = meter();
  m.started(large[0] as never);
  m.progress(large[0] as never, 4);
  expect(last()).toMatchObject({ label: "N=100", done: 4, total: 20, unit: "replicas" });
  m.started(small[0] as never);
  m.progress(small[0] as never, 9);
  expect(last()).toMatchObject({ label: "N=100", done: 4 });
  m.progress(large[0] as never, 10);
  m.progress(large[1] as never, 10);
  m.progress(small[0] as never, 10);
  expect(last()).toMatchObject({ label: "N=25", done: 10, total: 20 });
});

test("a shard that is tried again counts from nothing", () => {
  const { meter: m, last } = meter();
  m.started(large[0] as never);
  m.progress(large[0] as never, 7);
  m.started(large[0] as never);
  expect(last()?.done).toBe(0);
});

test("what an earlier run finished is counted as done, but not in the rate", () => {
  const { meter: m, last } = meter(small.slice(1).concat(large));
  m.started(small[1] as never);
  expect(last()).toMatchObject({ label: "N=25", done: 10, total: 20, rate: 0 });
});

test("the estimate is the cost on the workers, and the memory of those at work together", () => {
  const todo = [shard("a", 1, 3, 70), shard("b", 1, 1, 50), shard("c", 1, 2, 10)];
  expect(estimate("x", todo, todo, { slots: 2, memory: 1000 })).toMatchObject({ seconds: 3, memory: 120 });
  expect(estimate("x", todo, todo, { slots: 2, memory: 100 })).toMatchObject({ memory: 100 });
  expect(estimate("x", todo, todo, { slots: 2, memory: 40 })).toMatchObject({ memory: 70 });
  expect(estimate("x", todo, [], { slots: 2, memory: 40 })).toMatchObject({
    seconds: 0,
    memory: 0,
    reused: 3,
  });
});
