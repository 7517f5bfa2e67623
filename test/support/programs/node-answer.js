// As node-digest.js, without an await at the top: a CommonJS bundle has none.
import { descentDigest, experimentDigests } from "./digest.js";

async function run() {
  return { main: await descentDigest({ simd: "strict" }), experiment: await experimentDigests(1) };
}

run().then(
  (digests) => console.log(JSON.stringify(digests)),
  (error) => {
    console.error(error);
    process.exitCode = 1;
  },
);
