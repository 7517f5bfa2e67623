import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import { type Platform, providePlatform } from "../wasm/loader.js";

/** Node reads the modules beside the entry, paths, and `file:` URLs, which its `fetch` does not. */
const platform: Platform = {
  builds: {
    strict: () => new URL("./strict.wasm", import.meta.url),
    relaxed: () => new URL("./relaxed.wasm", import.meta.url),
  },
  resolve: (source) => (isPath(source) ? pathToFileURL(source) : new URL(source)),
  open: (url) => (url.protocol === "file:" ? readFile(url) : fetch(url)),
};

/** No URL, or one whose scheme would be a drive's letter. */
const isPath = (source: string) => !URL.canParse(source) || /^[a-z]:[\\/]/i.test(source);

providePlatform(platform);
