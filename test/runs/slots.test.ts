import { expect, test } from "vitest";
import type { Shard } from "../../ts/experiments/experiment.js";
import { Slots } from "../../ts/runs/slots.js";
import { shard } from "./squares.js";

const draw = (id: string, key: string, shared = 50): Shard =>
  shard(id, { memory: 10, shares: { key, cost: 1, memory: shared } });

/** Starts the next shard. @returns it with its slot, and what else is done */
function startOf(slots: Slots, waiting: Shard[]) {
  const start = slots.take(waiting);
  return start && { id: start.shard.id, slot: start.slot, makes: start.makes, renew: start.renew };
}

test("slots take different draws, go on with their own, and take of another's only when nothing else is left", () => {
  const slots = new Slots({ slots: 2, memory: 1000 });
  const waiting = [draw("a0", "a"), draw("a1", "a"), draw("a2", "a"), draw("b0", "b")];
  expect(startOf(slots, waiting)).toMatchObject({ id: "a0", slot: 0, makes: true });
  expect(startOf(slots, waiting)).toMatchObject({ id: "b0", slot: 1, makes: true });
  expect(startOf(slots, waiting)).toBeUndefined();
  slots.end(0);
  expect(startOf(slots, waiting)).toMatchObject({ id: "a1", slot: 0, makes: false });
  slots.end(1);
  expect(startOf(slots, waiting)).toMatchObject({ id: "a2", slot: 1, makes: true });
});

test("slots that have to share draws share them evenly", () => {
  const slots = new Slots({ slots: 4, memory: 1000 });
  const waiting = Array.from({ length: 8 }, (_, part) => draw(`a${part}`, "a"));
  waiting.push(...Array.from({ length: 8 }, (_, part) => draw(`b${part}`, "b")));
  const taken = Array.from({ length: 4 }, () => startOf(slots, waiting)?.id);
  expect(taken).toEqual(["a0", "b0", "a1", "b1"]);
});

test("a shard that shares nothing leaves what the slot holds in it", () => {
  const slots = new Slots({ slots: 1, memory: 1000 });
  const waiting = [draw("a0", "a")];
  startOf(slots, waiting);
  slots.end(0);
  expect(startOf(slots, [shard("alone")])).toMatchObject({ id: "alone", makes: false, renew: [] });
  slots.end(0);
  expect(startOf(slots, [draw("a1", "a")])).toMatchObject({ makes: false });
});

test("a slot that failed holds nothing", () => {
  const slots = new Slots({ slots: 1, memory: 1000 });
  startOf(slots, [draw("a0", "a")]);
  slots.empty(0);
  slots.end(0);
  expect(startOf(slots, [draw("a1", "a")])).toMatchObject({ makes: true });
});

test("what slots hold counts while they are idle, and gives way to a shard that would not start", () => {
  const slots = new Slots({ slots: 2, memory: 150 });
  startOf(slots, [draw("a0", "a")]);
  startOf(slots, [draw("b0", "b")]);
  slots.end(0);
  // Slot 1 holds 60 and works; slot 0 holds 60 that no shard can use, and is outgrown.
  expect(startOf(slots, [draw("c0", "c", 80)])).toMatchObject({ id: "c0", slot: 0, renew: [0] });
  slots.end(0);
  slots.end(1);
  // Alone over the limit: everything idle is emptied.
  expect(startOf(slots, [shard("large", { memory: 1000 })])).toMatchObject({ renew: [0, 1] });
});

test("a shard that does not fit beside those at work waits, and a smaller one goes first", () => {
  const slots = new Slots({ slots: 2, memory: 100 });
  const waiting = [shard("a", { memory: 60 }), shard("b", { memory: 60 }), shard("c", { memory: 40 })];
  expect(startOf(slots, waiting)?.id).toBe("a");
  expect(startOf(slots, waiting)?.id).toBe("c");
  expect(startOf(slots, waiting)).toBeUndefined();
});

test("no slot grows beyond what WebAssembly can address, whatever the machine has", () => {
  const slots = new Slots({ slots: 1, memory: 1e12 });
  startOf(slots, [draw("a0", "a", 3e9)]);
  slots.end(0);
  expect(startOf(slots, [draw("b0", "b", 2e9)])).toMatchObject({ renew: [0], makes: true });
});
