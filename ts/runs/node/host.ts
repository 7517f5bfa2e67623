import { availableParallelism, totalmem } from "node:os";
import type { Host } from "../host.js";
import { nodeFiles } from "./files.js";
import { folderStore } from "./folder.js";
import { startThread } from "./threads.js";

/** What Node offers; `worker` is the script that worker threads run. The machine is asked when a run wants to know, not before. */
export function nodeHost(worker: () => URL | string): Host {
  return {
    get engine() {
      return `Node ${process.versions.node}`;
    },
    get cores() {
      return availableParallelism();
    },
    get memory() {
      return 0.8 * Math.min(totalmem(), process.constrainedMemory?.() || Number.POSITIVE_INFINITY);
    },
    workers: () => () => startThread(worker()),
    openFolder: folderStore,
    files: nodeFiles,
  };
}
