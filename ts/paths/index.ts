export type { PathLoss } from "./loss.js";
export type { PathActivity, PathModelOptions } from "./options.js";
export { PathModel, type Reduction } from "./path-model.js";
export type { Sharing } from "./sharing.js";
