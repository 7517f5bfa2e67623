import type { Shard } from "../experiments/experiment.js";
import { attemptCost } from "./progress.js";
import { costliestFirst } from "./schedule.js";
import { Slots } from "./slots.js";

/** How a schedule would go if every shard took what its plan says. */
export interface Simulated {
  /** From the first shard's start to the last one's end. */
  readonly seconds: number;
  /** Of all slots together, with what shards share as often as it is made. */
  readonly busy: number;
}

/** What `schedule` does with shards, without computing them. */
export function simulate(
  shards: readonly Shard[],
  limits: { readonly slots: number; readonly memory: number },
): Simulated {
  const waiting = costliestFirst(shards);
  const slots = new Slots(limits);
  const running: { readonly slot: number; readonly end: number }[] = [];
  let seconds = 0;
  let busy = 0;
  while (true) {
    for (let next = slots.take(waiting); next !== undefined; next = slots.take(waiting)) {
      const cost = attemptCost(next.shard, next.makes);
      busy += cost;
      running.push({ slot: next.slot, end: seconds + cost });
    }
    const [first] = running.sort((a, b) => a.end - b.end);
    if (first === undefined) return { seconds, busy };
    running.shift();
    seconds = first.end;
    slots.end(first.slot);
  }
}
