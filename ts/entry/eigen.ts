export { eigvalsh } from "../eigen.js";
export * from "../errors.js";
export { type InitOptions, type InitSource, init } from "../wasm/loader.js";
