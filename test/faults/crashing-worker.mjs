// A worker thread that ends as its shard's `part` says, or answers with no tables.
import { parentPort } from "node:worker_threads";

parentPort.on("message", ({ kind, task }) => {
  if (kind !== "run") return;
  const { crash } = task.shard.part;
  if (crash === "exit") process.exit(7);
  if (crash === "throw")
    setTimeout(() => {
      throw new Error("outside a request");
    });
  else parentPort.postMessage({ kind: "finished", files: {} });
});
