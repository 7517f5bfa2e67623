import { call } from "../wasm/call.js";
import { type Columns, type ColumnTypes, copies, type Layout, layoutOf } from "../wasm/columns.js";
import type { Desk } from "../wasm/generated/losscape_wasm.js";
import { coreMemory } from "../wasm/loader.js";
import type { MatrixOptions } from "./input.js";
import type { GivenMatrix, SymmetricMatrix } from "./matrix.js";

/** Above it, the 4 µs that the desk saves are less than a hundredth of a call, and what stays on it is more than 0.5 MB. */
const LARGEST = 256;

let desk: Desk | undefined;

/** Does a task of the matrix of order n that lies there; where what it found begins. */
export type DeskTask = (desk: Desk, n: number) => number;

/** A task's columns as the desk leaves them; it is always the same. */
const layouts = new Map<ColumnTypes, Layout>();

/** Whether the desk takes the matrix. */
export function isSmall(
  a: GivenMatrix | SymmetricMatrix,
  { symmetryTolerance, lower, consume }: MatrixOptions,
): a is Float64Array {
  if (!(a instanceof Float64Array) || consume || lower === false || symmetryTolerance !== undefined)
    return false;
  const n = Math.sqrt(a.length);
  return n > 0 && n <= LARGEST && Number.isInteger(n);
}

/**
 * What a job of the core finds of a small matrix, in two crossings: the many of `run` take as long as order 20 does.
 *
 * @param types  the task's one object of them
 */
export function atTheDesk<const T extends ColumnTypes>(
  a: Float64Array,
  types: T,
  task: DeskTask,
): Columns<T> {
  return call((core) => {
    desk ??= new core.Desk();
    const n = Math.sqrt(a.length);
    const room = desk.room(n);
    new Float64Array(coreMemory().buffer, room, a.length).set(a);
    const address = task(desk, n);
    const layout = layouts.get(types) ?? layoutOf(desk.layout);
    layouts.set(types, layout);
    return copies(types, layout, new Uint32Array(coreMemory().buffer, address, 2 * layout.size));
  });
}
