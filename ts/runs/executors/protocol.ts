import type { InputData } from "../../experiments/experiment.js";
import type { ShardFiles, Task } from "./executor.js";
import type { WireError } from "./wire.js";

/** To a worker: `start` once, then one `run` after another, each after the `input`s that it is the first to need. */
export type Request =
  | { readonly kind: "start"; readonly module: WebAssembly.Module }
  | { readonly kind: "input"; readonly data: InputData }
  | { readonly kind: "run"; readonly task: Task };

/** From a worker: any number of `progress`, then one of the others for each `run`. */
export type Response =
  | { readonly kind: "progress"; readonly done: number }
  | { readonly kind: "finished"; readonly files: ShardFiles }
  | { readonly kind: "failed"; readonly error: WireError };

/** The worker's end of a channel. */
export interface ServerPort {
  post(message: Response, transfer: ArrayBuffer[]): void;
  listen(onRequest: (request: Request) => void): void;
}

/** The other end: what worker threads and Web Workers have in common. */
export interface Port {
  post(message: Request, transfer?: ArrayBuffer[]): void;
  /** `onCrash` is told once of whatever ends the worker without an answer. */
  listen(onResponse: (response: Response) => void, onCrash: (reason: string) => void): void;
  terminate(): void;
}
