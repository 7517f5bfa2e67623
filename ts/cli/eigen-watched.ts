import { AbortedError } from "../base/errors.js";
import { bytes, duration } from "../base/text.js";
import type { WatchOptions } from "../wasm/job.js";
import type { Wanted } from "./eigen-options.js";
import { type Io, say } from "./io.js";
import { Interrupted, interruptible } from "./running.js";

/** From this order on a decomposition takes long enough for its progress to be seen. */
const LONG = 1000;

/** Says `estimate` and runs `work` to its end, or to Ctrl-C. */
export async function watched<T>(
  estimate: string,
  n: number,
  io: Io,
  work: (watch: WatchOptions) => Promise<T>,
): Promise<T> {
  try {
    return await interruptible(io, ({ signal, onProgress: show }) => {
      // Here and not before: who reads it may press Ctrl-C at once.
      say(io, estimate);
      const begin = performance.now();
      const onProgress: WatchOptions["onProgress"] = ({ done, total }) => {
        const seconds = (performance.now() - begin) / 1000;
        const percent = Math.floor((100 * done) / total);
        show({
          experiment: "eigen",
          label: `n=${n}`,
          done: percent,
          total: 100,
          unit: "%",
          rate: seconds > 0 ? percent / seconds : 0,
          secondsLeft: done > 0 ? (seconds * (total - done)) / done : 0,
        });
      };
      return work({ signal, ...(n >= LONG && { onProgress }) });
    });
  } catch (error) {
    if (error instanceof AbortedError) throw new Interrupted("interrupted: nothing was written");
    throw error;
  }
}

/** Floating-point operations a second over the whole of a decomposition, on one core of a current machine. */
const RATE = 8e9;

/** Bytes of the process itself. */
const PROCESS = 80e6;

/** Seconds and bytes, before they are spent. */
export function estimate(name: string, n: number, wanted: Wanted): string {
  const seconds = flops(n, wanted) / RATE;
  const time = seconds < 1 ? "less than a second" : `about ${duration(seconds)}`;
  // The matrix here and in the core; with vectors, theirs in both, and as much again to merge them in.
  const matrices = wanted.vectors ? 6 : 2.25;
  const memory = PROCESS + matrices * 8 * n * n;
  return `eigen: ${name}, n = ${n}, ${time}, up to ${bytes(memory)} of memory`;
}

/** A reduction takes 4n³/3; the vectors' back-transformation and merging as much again twice; a factorisation n³/3. */
function flops(n: number, { inertia, vectors }: Wanted): number {
  if (inertia !== undefined) return (inertia.tolerance > 0 ? 2 : 1) * (n ** 3 / 3);
  return (vectors ? 3 : 1) * (4 / 3) * n ** 3;
}
