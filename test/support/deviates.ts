import { Stream } from "../../ts/base/random.js";

/** A source of standard normal deviates (Box and Muller, 1958), on purposes that no other stream has. */
export function deviates(seed: number, replica = 0): () => number {
  const stream = new Stream(BigInt(seed), 2 ** 31, replica);
  return () => {
    const radius = Math.sqrt(-2 * Math.log(1 - stream.uniform()));
    return radius * Math.cos(2 * Math.PI * stream.uniform());
  };
}
