/** How the names of exported tables end, by format. */
export const SUFFIXES = { parquet: "parquet", csv: "csv", arrow: "zst.arrow" } as const;
export type Format = keyof typeof SUFFIXES;
export const FORMATS = Object.keys(SUFFIXES) as Format[];
