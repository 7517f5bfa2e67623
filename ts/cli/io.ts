import { reasonOf } from "../runs/node/errors.js";

/** Where text goes. */
export interface Output {
  write(text: string): unknown;
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** What the command line reads and writes beside files; a test has its own. */
export interface Io {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Calls back at Ctrl-C, until the returned function is called. */
  onInterrupt(listener: () => void): () => void;
}

export function processIo(): Io {
  // Of messages nobody reads the work does not depend.
  const stderr = guarded(process.stderr, () => {});
  const stdout = guarded(process.stdout, (error) => {
    // A reader that has seen enough (`losscape … | head`) is no failure.
    if (error.code === "EPIPE") return;
    stderr.write(`losscape: cannot write to standard output: ${reasonOf(error)}\n`);
    process.exitCode = 1;
  });
  return {
    stdin: process.stdin,
    stdout,
    stderr,
    env: process.env,
    onInterrupt(listener) {
      let interrupts = 0;
      const heard = () => {
        interrupts += 1;
        if (interrupts > 1) process.exit(130);
        listener();
      };
      process.on("SIGINT", heard);
      return () => process.off("SIGINT", heard);
    },
  };
}

/** A stream that may be closed or full: after its first failure nothing more is written, and the program goes on. */
function guarded(
  stream: NodeJS.WriteStream,
  onFailure: (error: NodeJS.ErrnoException) => void,
): Required<Output> {
  let failed = false;
  const fail = (error: NodeJS.ErrnoException) => {
    if (!failed) onFailure(error);
    failed = true;
  };
  stream.on("error", fail);
  return {
    write: (text) => failed || stream.write(text),
    isTTY: stream.isTTY === true,
    // A window changes its width.
    get columns() {
      return stream.columns ?? 0;
    },
  };
}

/** The same without messages and progress. */
export function quiet(io: Io): Io {
  return { ...io, stderr: { write: () => true } };
}

/** A message for a person. */
export function say(io: Io, message: string): void {
  io.stderr.write(`${message}\n`);
}
