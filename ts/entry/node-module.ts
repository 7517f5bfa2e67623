import { readFile } from "node:fs/promises";
import { type Platform, providePlatform } from "../wasm/loader.js";

/** Node reads the module beside the entry, and `file:` URLs, which its `fetch` does not. */
const platform: Platform = {
  source: () => new URL("./strict.wasm", import.meta.url),
  open: (url) => (url.protocol === "file:" ? readFile(url) : fetch(url)),
};

providePlatform(platform);
