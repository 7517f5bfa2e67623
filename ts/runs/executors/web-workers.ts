import type { WorkerSource } from "../../wasm/loader.js";
import type { Host } from "../host.js";
import type { Port, ServerPort } from "./protocol.js";

/** A Web Worker as a port. */
function webWorkerPort(worker: Worker): Port {
  return {
    post: (message, transfer = []) => worker.postMessage(message, transfer),
    listen(onResponse, onCrash) {
      worker.onmessage = (event) => onResponse(event.data);
      worker.onmessageerror = () => onCrash("a message could not be read");
      worker.onerror = (event) => {
        event.preventDefault();
        onCrash(event.message ?? "its script could not be loaded");
      };
    },
    terminate: () => worker.terminate(),
  };
}

/** The worker's own end; to be called in a Web Worker. */
export function webWorkerScope(): ServerPort {
  return {
    post: (message, transfer) => self.postMessage(message, { transfer }),
    listen(onRequest) {
      self.onmessage = (event) => onRequest(event.data);
    },
  };
}

/** What a browser offers; `worker` says how one starts, where the page's build knows it. */
export function webHost(worker: () => WorkerSource | undefined): Host {
  return {
    // No navigator in Node 20, where an entry of pages can be imported too.
    get engine() {
      return globalThis.navigator?.userAgent ?? "unknown";
    },
    get cores() {
      return globalThis.navigator?.hardwareConcurrency ?? 1;
    },
    memory: 2 * 2 ** 30,
    workers() {
      const source = worker();
      if (source === undefined) return undefined;
      return () =>
        webWorkerPort(
          typeof source === "function" ? (source() as Worker) : new Worker(source, { type: "module" }),
        );
    },
  };
}
