import type {
  Dictionary,
  Float64,
  Int32,
  List,
  Table,
  TypeMap,
  Uint8,
  Uint32,
  Uint64,
  Utf8,
  Vector,
} from "apache-arrow";
import type { ColumnSpec, TableSpec } from "./spec.js";

/** The Arrow table of a spec: the compiler knows the names of its columns and their types. */
export type TableOf<S extends TableSpec> = Named<TypesOf<S>> & Table<TypesOf<S>>;

/** What all columns have, for `Table.getChild` may find none of a name. */
interface Named<T extends TypeMap> {
  getChild<N extends keyof T>(name: N): Vector<T[N]>;
}

type TypesOf<S extends TableSpec> = {
  [C in S["columns"][number] as C["name"]]: C extends { readonly vocabulary: readonly (infer Word)[] }
    ? Words<Word>
    : ArrowTypes[C["type"]];
};

interface ArrowTypes extends Record<ColumnSpec["type"], unknown> {
  int32: Int32;
  uint32: Uint32;
  uint64: Uint64;
  float64: Float64;
  utf8: Utf8;
  dictionary: Dictionary<Utf8, Uint8>;
  "list<float64>": List<Float64>;
}

/** A dictionary of these words. */
type Words<Word> = Omit<Dictionary<Utf8, Uint8>, "TArray" | "TValue"> & {
  readonly TArray: Word[];
  readonly TValue: Word;
};
