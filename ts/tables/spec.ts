/** A table as plain data: names, types, units and meanings. No Arrow is loaded to read it. */
export interface TableSpec {
  readonly name: string;
  readonly columns: readonly ColumnSpec[];
}

export interface ColumnSpec {
  /** `snake_case`; the same quantity has the same name in every table. */
  readonly name: string;
  readonly type: ColumnType;
  /** `1` for a pure number. */
  readonly unit: string;
  readonly meaning: string;
  /** For a dictionary: every value it can hold, in their fixed order. */
  readonly vocabulary?: readonly string[];
}

export type ColumnType = "int32" | "uint32" | "uint64" | "float64" | "dictionary" | "list<float64>";

/** The values of a column; a dictionary's are indices into its vocabulary. */
export type ColumnValues = Int32Array | Uint32Array | BigUint64Array | Float64Array | Uint8Array | Lists;

/** Row r is `values[offsets[r] … offsets[r + 1])`. */
export interface Lists {
  readonly offsets: Int32Array;
  readonly values: Float64Array;
}

export type Columns = Readonly<Record<string, ColumnValues>>;

/** What a table says about its making: the values of its `losscape.…` metadata keys. */
export interface Provenance {
  readonly version: string;
  readonly config: string;
  readonly backend: "strict" | "relaxed";
  readonly normalisation: string;
  readonly experiment: string;
}
