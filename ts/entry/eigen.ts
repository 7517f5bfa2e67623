export * from "../base/errors.js";
export * from "../eigen/index.js";
export * from "../lanczos/index.js";
export { type Backend, backend, type InitOptions, type InitSource, init } from "../wasm/loader.js";
