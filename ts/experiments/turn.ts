import { AbortedError } from "../base/errors.js";
import { nextTurn } from "../wasm/turn.js";

/** Lets timers, messages and signals come in between two pieces of long work in TypeScript. @throws AbortedError */
export async function turn(what: string, signal: AbortSignal | undefined): Promise<void> {
  await nextTurn();
  if (signal?.aborted) throw new AbortedError(what, undefined, { cause: signal.reason });
}
