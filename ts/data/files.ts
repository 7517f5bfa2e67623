/** Files by their path; whoever runs where there are some gives it. */
export interface Files {
  /** The whole file; undefined where there is none of that name. */
  read(path: string): Promise<Uint8Array | undefined>;
  /** Names in a folder; undefined where there is no such folder. */
  list(folder: string): Promise<readonly string[] | undefined>;
}
