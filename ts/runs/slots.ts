import type { Shard } from "../experiments/experiment.js";

/** What WebAssembly can address, whatever the machine has. */
const WASM_MEMORY = 2 ** 32;

/** Bytes that a shard needs, with what it shares. */
export function needOf({ memory, shares }: Shard): number {
  return memory + (shares?.memory ?? 0);
}

/** A shard and where it is computed. */
export interface Start {
  readonly shard: Shard;
  readonly slot: number;
  /** Slots to be emptied before. */
  readonly renew: readonly number[];
  /** Whether what the shard shares is not in the slot yet. */
  readonly makes: boolean;
}

interface Slot {
  readonly number: number;
  busy: boolean;
  /** What its shards share. */
  key: string | undefined;
  /** The most that a shard in it has needed: WASM memory never shrinks. */
  held: number;
}

/**
 * Which shard starts where, by what the slots hold and how much memory there is.
 *
 * The shards of one draw follow each other in one slot. A slot without any takes of the draw that the fewest hold. A slot is
 * emptied before a shard that cannot use what it holds and would not fit beside it, never between two of one draw.
 */
export class Slots {
  readonly #memory: number;
  readonly #share: number;
  readonly #slots: readonly Slot[];

  constructor({ slots, memory }: { readonly slots: number; readonly memory: number }) {
    this.#memory = memory;
    this.#share = Math.min(WASM_MEMORY, memory / slots);
    this.#slots = Array.from({ length: slots }, (_, number) => ({
      number,
      busy: false,
      key: undefined,
      held: 0,
    }));
  }

  /** Takes the first that may start, by these rules, out of the waiting shards; undefined where all have to wait. */
  take(waiting: Shard[]): Start | undefined {
    const start = this.#next(waiting);
    if (start === undefined) return undefined;
    waiting.splice(waiting.indexOf(start.shard), 1);
    for (const emptied of start.renew) this.empty(emptied);
    const slot = this.#slots[start.slot] as Slot;
    slot.busy = true;
    slot.key = start.shard.shares?.key ?? slot.key;
    slot.held = Math.max(slot.held, needOf(start.shard));
    return start;
  }

  end(slot: number): void {
    (this.#slots[slot] as Slot).busy = false;
  }

  empty(slot: number): void {
    Object.assign(this.#slots[slot] as Slot, { key: undefined, held: 0 });
  }

  #next(waiting: readonly Shard[]): Start | undefined {
    const idle = this.#slots.filter(({ busy }) => !busy);
    if (idle.length === 0) return undefined;
    const wanted = new Set(waiting.map(({ shares }) => shares?.key));
    for (const [slot, shard] of this.#preferred(idle, waiting)) {
      const start = this.#startIn(slot, shard, wanted);
      if (start !== undefined) return start;
    }
    return undefined;
  }

  /** Each slot with shards of its own draw, then any slot with shards of the draws that the fewest hold. */
  *#preferred(idle: readonly Slot[], waiting: readonly Shard[]): Generator<[Slot, Shard]> {
    const holds = ({ key }: Slot, { shares }: Shard) => key !== undefined && key === shares?.key;
    const holders = (shard: Shard) => this.#slots.filter((slot) => holds(slot, shard)).length;
    for (const slot of idle) for (const shard of waiting) if (holds(slot, shard)) yield [slot, shard];
    for (let count = 0; count <= this.#slots.length; count++)
      for (const shard of waiting) if (holders(shard) === count) for (const slot of idle) yield [slot, shard];
  }

  /** @param wanted  what the waiting shards share */
  #startIn(slot: Slot, shard: Shard, wanted: ReadonlySet<string | undefined>): Start | undefined {
    const others = this.#slots.filter((other) => other !== slot);
    const isAlone = others.every(({ busy }) => !busy);
    const makes = shard.shares !== undefined && shard.shares.key !== slot.key;
    const usesHeld = shard.shares !== undefined && !makes;
    const outgrown = !usesHeld && slot.held > 0 && slot.held + needOf(shard) > this.#share;
    const need = outgrown ? needOf(shard) : Math.max(slot.held, needOf(shard));
    const renew = outgrown ? [slot] : [];
    let total = others.reduce((sum, { held }) => sum + held, need);
    // What idle slots hold gives way: what no waiting shard can use, and all of it to a shard that else never starts.
    const idle = others.filter(({ busy, held }) => !busy && held > 0);
    const unwanted = idle.filter(({ key }) => key === undefined || !wanted.has(key));
    for (const other of isAlone
      ? [...unwanted, ...idle.filter((each) => !unwanted.includes(each))]
      : unwanted) {
      if (total <= this.#memory) break;
      renew.push(other);
      total -= other.held;
    }
    if (total > this.#memory && !isAlone) return undefined;
    return { shard, slot: slot.number, renew: renew.map(({ number }) => number), makes };
  }
}
