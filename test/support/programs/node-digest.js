import { descentDigest, experimentDigests } from "./digest.js";

const [simd, workers] = process.argv.slice(2);
const main = await descentDigest({ simd });
const experiment = await experimentDigests(Number(workers));
console.log(JSON.stringify({ main, experiment }));
