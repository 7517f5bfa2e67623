import { duration } from "../base/text.js";
import type { RunProgress } from "../runs/progress.js";
import type { Io } from "./io.js";

const LINE_EVERY = 5_000;
const DRAW_EVERY = 100;
const WIDTH = 12;

/** Shows progress on standard error: a bar that stays in its line on a terminal, a line every 5 s elsewhere. */
export function progressOn({ stderr, env }: Io, now: () => number = () => performance.now()) {
  const terminal = stderr.isTTY === true && env.TERM !== "dumb";
  const every = terminal ? DRAW_EVERY : LINE_EVERY;
  let last = terminal ? Number.NEGATIVE_INFINITY : now();
  let shown = false;
  return {
    show(progress: RunProgress): void {
      const complete = progress.done === progress.total;
      if (now() - last < every && !(terminal && complete)) return;
      last = now();
      shown = terminal;
      if (terminal) stderr.write(`\r\x1b[2K${bar(progress, (stderr.columns || 80) - 1)}`);
      else stderr.write(`${line(progress)}\n`);
    },
    /** Ends the bar's line, so that a message can follow. */
    clear(): void {
      if (shown) stderr.write("\r\x1b[2K");
      shown = false;
    },
  };
}

/** The blocks give way where the line is narrow: the words say more. */
export function bar(progress: RunProgress, columns = Number.POSITIVE_INFINITY): string {
  const { experiment, label, done, total } = progress;
  const around = (blocks: string) => [experiment, label, blocks, ...told(progress)].join("  ");
  const width = Math.max(0, Math.min(WIDTH, columns - around("").length));
  const filled = Math.ceil((width * done) / total);
  return around("▇".repeat(filled) + "▁".repeat(width - filled)).slice(0, columns);
}

export function line(progress: RunProgress): string {
  return `${progress.experiment} ${progress.label}: ${told(progress).join(", ")}`;
}

/** Of few units parts count, of many whole ones; roundings do not. */
export function count(done: number): number {
  const rounded = Number(done.toFixed(2));
  return rounded < 10 ? rounded : Math.floor(rounded);
}

/** How much is done, how fast, and how long the rest takes. */
function told({ done, total, unit, rate, secondsLeft }: RunProgress): string[] {
  const speed = rate >= 10 || rate === 0 ? Math.round(rate) : rate.toPrecision(2);
  return [`${count(done)}/${total} ${unit}`, `${speed}/s`, `${duration(secondsLeft)} left`];
}
