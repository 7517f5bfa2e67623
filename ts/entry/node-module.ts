import { readFile } from "node:fs/promises";
import { type Platform, providePlatform } from "../wasm/loader.js";

/** Node reads the modules beside the entry, and `file:` URLs, which its `fetch` does not. */
const platform: Platform = {
  builds: {
    strict: () => new URL("./strict.wasm", import.meta.url),
    relaxed: () => new URL("./relaxed.wasm", import.meta.url),
  },
  open: (url) => (url.protocol === "file:" ? readFile(url) : fetch(url)),
};

providePlatform(platform);
