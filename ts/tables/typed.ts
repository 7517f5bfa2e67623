import type * as arrow from "apache-arrow";
import type { ColumnSpec, TableSpec } from "./spec.js";

/** The Arrow table of a spec: the compiler knows the names of its columns and their types. */
export type TableOf<S extends TableSpec> = Named<TypesOf<S>> & arrow.Table<TypesOf<S>>;

/** What all columns have, for `Table.getChild` may find none of a name. */
interface Named<T extends arrow.TypeMap> {
  getChild<N extends keyof T>(name: N): arrow.Vector<T[N]>;
}

type TypesOf<S extends TableSpec> = {
  [C in S["columns"][number] as C["name"]]: C extends { readonly vocabulary: readonly (infer Word)[] }
    ? Words<Word>
    : ArrowTypes[C["type"]];
};

interface ArrowTypes extends Record<ColumnSpec["type"], unknown> {
  int32: arrow.Int32;
  uint32: arrow.Uint32;
  uint64: arrow.Uint64;
  float64: arrow.Float64;
  utf8: arrow.Utf8;
  dictionary: arrow.Dictionary<arrow.Utf8, arrow.Uint8>;
  "list<float64>": arrow.List<arrow.Float64>;
}

/** A dictionary of these words. */
type Words<Word> = Omit<arrow.Dictionary<arrow.Utf8, arrow.Uint8>, "TArray" | "TValue"> & {
  readonly TArray: Word[];
  readonly TValue: Word;
};
