// A page that says nothing to `init` and starts no worker itself.
import { descentDigest, experimentDigests } from "./digest.js";

async function run() {
  return { main: await descentDigest({}), experiment: await experimentDigests(2) };
}

run().then(
  (value) => {
    globalThis.outcome = { value };
  },
  (error) => {
    globalThis.outcome = { error: String(error) };
  },
);
