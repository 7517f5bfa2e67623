import type { Experiment } from "../../experiments/experiment.js";
import { compute } from "./executor.js";
import type { Request, ServerPort } from "./protocol.js";
import { toWire } from "./wire.js";

type Start = (options: { source: WebAssembly.Module }) => Promise<void>;

/** Answers one end of the protocol: the whole life of a worker. `start` is `init`, `find` is `findExperiment`. */
export function serve(port: ServerPort, start: Start, find: (name: string) => Experiment): void {
  let started: Promise<void> | undefined;
  port.listen(async (request: Request) => {
    if (request.kind === "start") {
      started = start({ source: request.module });
      // The `run` that follows waits for this promise and answers with its error.
      started.catch(() => {});
      return;
    }
    try {
      await started;
      const { task } = request;
      const files = await compute(find(task.experiment), task, {
        inputs: {},
        progress: ({ done }) => port.post({ kind: "progress", done }, []),
        shared: (_, make) => make(),
      });
      const buffers = Object.values(files).map(({ bytes }) => bytes.buffer as ArrayBuffer);
      port.post({ kind: "finished", files }, [...new Set(buffers)]);
    } catch (error) {
      port.post({ kind: "failed", error: toWire(error) }, []);
    }
  });
}
