import "./node-module.js";

export * from "./eigen.js";
