import { providePlatform } from "../wasm/loader.js";

// Each URL is written out in one expression: bundlers find a file by this form.
providePlatform({
  builds: {
    strict: () => new URL("./strict.wasm", import.meta.url),
    relaxed: () => new URL("./relaxed.wasm", import.meta.url),
  },
});
