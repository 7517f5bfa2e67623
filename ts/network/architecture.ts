import { InvalidInputError } from "../base/errors.js";
import type { ObjectOf } from "../base/schema.js";
import type { ArchitectureSettings } from "../wasm/generated/losscape_wasm.js";
import type { architectureFields, Initial } from "./options.js";

/** What a network is, but for its weights. */
export interface Architecture {
  readonly layers: readonly number[];
  /** How many weights and biases it has. */
  readonly parameters: number;
  readonly settings: ArchitectureSettings;
}

/** 8 bytes each are one allocation in WebAssembly. */
const MOST_PARAMETERS = 2 ** 25;

export function architectureOf(given: ObjectOf<typeof architectureFields>): Architecture {
  const { layers, activation, loss, biases } = given;
  const parameters = parametersOf(layers, biases);
  if (parameters > MOST_PARAMETERS)
    throw new InvalidInputError("layers", layers, `widths with at most ${MOST_PARAMETERS} weights in all`);
  return {
    layers: Object.freeze([...layers]),
    parameters,
    settings: { layers: Uint32Array.from(layers), activation, loss, biases },
  };
}

export function parametersOf(layers: readonly number[], biases: boolean): number {
  return layers
    .slice(1)
    .reduce((sum, width, at) => sum + width * ((layers[at] as number) + Number(biases)), 0);
}

/** An initialisation as the core takes it: its name, and the bound of a uniform one. */
export function initialOf(initial: Initial): { readonly name: string; readonly half: number } {
  return typeof initial === "string"
    ? { name: initial, half: 0 }
    : { name: "uniform", half: initial.uniform };
}
