import { leastAssignment } from "../../statistics/assignment.js";

/**
 * The weights of another network with its hidden units put in the order in which they lie nearest to those of a network: of all
 * permutations, none of which changes its outputs, the one of the least distance. Networks of one hidden layer.
 *
 * Source: Ainsworth, Hayase, Srinivasa, Git Re-Basin, ICLR 2023 (weight matching, which is one assignment for one hidden layer).
 */
export function aligned(
  weights: Float64Array,
  other: Float64Array,
  { layers, biases }: { readonly layers: readonly number[]; readonly biases: boolean },
): Float64Array {
  const [inputs, hidden, outputs] = layers as [number, number, number];
  const places = Array.from({ length: hidden }, (_, unit) =>
    placesOf(unit, { inputs, hidden, outputs, biases }),
  );
  const costs = new Float64Array(hidden * hidden);
  for (const [unit, own] of places.entries())
    for (const [candidate, its] of places.entries())
      costs[unit * hidden + candidate] = -own.reduce(
        (sum, place, k) => sum + (weights[place] as number) * (other[its[k] as number] as number),
        0,
      );
  const permuted = other.slice();
  for (const [unit, candidate] of leastAssignment(costs, hidden).entries())
    for (const [k, place] of (places[unit] as number[]).entries())
      permuted[place] = other[places[candidate]?.[k] as number] as number;
  return permuted;
}

/** Where the weights into a hidden unit, its bias and the weights out of it stand among all. */
function placesOf(
  unit: number,
  {
    inputs,
    hidden,
    outputs,
    biases,
  }: { readonly inputs: number; readonly hidden: number; readonly outputs: number; readonly biases: boolean },
): number[] {
  const second = hidden * (inputs + Number(biases));
  return [
    ...Array.from({ length: inputs }, (_, input) => unit * inputs + input),
    ...(biases ? [hidden * inputs + unit] : []),
    ...Array.from({ length: outputs }, (_, output) => second + output * hidden + unit),
  ];
}
