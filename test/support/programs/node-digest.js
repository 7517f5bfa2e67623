import { descentDigest, experimentDigests } from "./digest.js";

const main = await descentDigest();
const experiment = await experimentDigests(Number(process.argv[2]));
console.log(JSON.stringify({ main, experiment }));
