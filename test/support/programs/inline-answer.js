// The digest of a descent by the entry that is one file.
import { createHash } from "node:crypto";
import { init, SpinGlass, toBytes } from "losscape/inline";

async function run() {
  await init();
  const glass = SpinGlass.sample({ n: 20, p: 3, seed: 7 });
  const minima = await glass.descend({ replicas: 8, seed: 11 });
  return createHash("sha256").update(toBytes(minima)).digest("hex");
}

run().then((digest) => console.log(JSON.stringify(digest)));
