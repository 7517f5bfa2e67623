import { parentPort, Worker } from "node:worker_threads";
import type { Port, ServerPort } from "../executors/protocol.js";

/** A worker thread as a port; it ends with a crash when it stops before it was told to. */
export function startThread(script: URL | string): Port {
  // Options and variables of the process are not for this script: a loader would run in it, `--input-type` would refuse it.
  const worker = new Worker(script, { execArgv: [], env: {} });
  let ended = false;
  return {
    post: (message, transfer = []) => worker.postMessage(message, transfer),
    listen(onResponse, onCrash) {
      const crash = (reason: string) => {
        if (!ended) onCrash(reason);
        ended = true;
      };
      worker.on("message", (response) => {
        if (!ended) onResponse(response);
      });
      worker.on("messageerror", (error) => crash(error.message));
      worker.on("error", (error) => crash(error.message));
      worker.on("exit", (code) => crash(`it ended with code ${code}`));
    },
    terminate() {
      ended = true;
      void worker.terminate();
    },
  };
}

/** The thread's own end; to be called in a worker thread. */
export function threadScope(): ServerPort {
  if (parentPort === null) throw new Error("this script is started as a worker thread only");
  const port = parentPort;
  return {
    post: (message, transfer) => port.postMessage(message, transfer),
    listen: (onRequest) => port.on("message", onRequest),
  };
}
