export * from "../theory/index.js";
