import { descentDigest } from "./digest.js";
import { options } from "./options.js";

descentDigest(options).then(
  (digest) => postMessage(digest),
  (error) => postMessage(String(error)),
);
