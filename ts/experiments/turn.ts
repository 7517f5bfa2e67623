import { AbortedError } from "../base/errors.js";
import { nextTurn } from "../wasm/turn.js";

/**
 * Lets messages and timers run between two pieces of a shard that would hold the thread.
 *
 * @throws AbortedError  `signal` cancelled the run.
 */
export async function takeTurn(signal: AbortSignal | undefined): Promise<void> {
  await nextTurn();
  if (signal?.aborted) throw new AbortedError("the shard", undefined, { cause: signal.reason });
}
