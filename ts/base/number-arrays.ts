/** Arrays of numbers by the types of columns. */
export interface NumberArrays {
  readonly int32: Int32Array;
  readonly uint32: Uint32Array;
  readonly uint64: BigUint64Array;
  readonly float64: Float64Array;
}

/** Their constructors: of so many zeros, or of a view. */
export const ARRAYS: Record<
  keyof NumberArrays,
  new (
    ...of: [length: number] | [buffer: ArrayBufferLike, address: number, length: number]
  ) => NumberArrays[keyof NumberArrays]
> = { int32: Int32Array, uint32: Uint32Array, uint64: BigUint64Array, float64: Float64Array };
