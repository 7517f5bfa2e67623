import { readFile } from "node:fs/promises";
import { providePlatform } from "../wasm/loader.js";

providePlatform({ source: () => readFile(new URL("./strict.wasm", import.meta.url)) });

export * from "./eigen.js";
