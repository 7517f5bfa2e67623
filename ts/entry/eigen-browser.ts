import { providePlatform } from "../wasm/loader.js";

providePlatform({ source: () => new URL("./strict.wasm", import.meta.url) });

export * from "./eigen.js";
