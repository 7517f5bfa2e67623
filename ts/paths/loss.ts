/** The losses that are piecewise linear in each output, which the paper takes to the glass. */
export const PATH_LOSSES = ["hinge-one-vs-all", "absolute"] as const;
export type PathLoss = (typeof PATH_LOSSES)[number];

/** The piece of the loss of one output o on which it lies: constant + slope·o; at kinks the slope is 0. */
export interface Piece {
  readonly constant: number;
  readonly slope: number;
}

const FLAT: Piece = { constant: 0, slope: 0 };

/** @param isLabel  whether the output is that of the sample's class */
export function pieceOf(loss: PathLoss, output: number, isLabel: boolean): Piece {
  if (loss === "absolute") {
    const target = isLabel ? 1 : 0;
    if (output > target) return { constant: -target, slope: 1 };
    return output < target ? { constant: target, slope: -1 } : FLAT;
  }
  const sign = isLabel ? 1 : -1;
  return 1 - sign * output > 0 ? { constant: 1, slope: -sign } : FLAT;
}
