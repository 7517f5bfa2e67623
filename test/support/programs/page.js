// A page: the same work on the main thread, in a worker of the page's own, and on losscape's workers.
import { descentDigest, experimentDigests } from "./digest.js";
import { options } from "./options.js";
import { startOwnWorker } from "./start-own-worker.js";

const inWorker = () =>
  new Promise((resolve, reject) => {
    const worker = startOwnWorker();
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = (event) => reject(new Error(event.message || "the page's worker did not start"));
  });

async function run() {
  return {
    main: await descentDigest(options),
    worker: await inWorker(),
    experiment: await experimentDigests(2),
  };
}

run().then(
  (value) => {
    globalThis.outcome = { value };
  },
  (error) => {
    globalThis.outcome = { error: `${error}${error.cause === undefined ? "" : ` (${error.cause})`}` };
  },
);
