import { availableParallelism, totalmem } from "node:os";
import type { Host } from "../host.js";
import { nodeFiles } from "./files.js";
import { folderStore } from "./folder.js";
import { startThread } from "./threads.js";

/** What Node offers; `worker` is the script that worker threads run. */
export function nodeHost(worker: () => URL | string): Host {
  return {
    engine: `Node ${process.versions.node}`,
    cores: availableParallelism(),
    memory: 0.8 * Math.min(totalmem(), process.constrainedMemory() || Number.POSITIVE_INFINITY),
    workers: () => () => startThread(worker()),
    openFolder: folderStore,
    files: nodeFiles,
  };
}
