/** What the command line reads and writes beside files; a test has its own. */
export interface Io {
  readonly stdout: { write(text: string): unknown };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean; readonly columns?: number };
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Calls back at Ctrl-C, until the returned function is called. */
  onInterrupt(listener: () => void): () => void;
}

export function processIo(): Io {
  // A reader that has seen enough (`losscape … | head`) is no failure.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0);
    throw error;
  });
  return {
    stdout: process.stdout,
    stderr: process.stderr,
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

/** A message for a person. */
export function say(io: Io, message: string): void {
  io.stderr.write(`${message}\n`);
}
