import "./page-module.js";

export * from "./eigen.js";
