/** What the shards of one worker have in common: one thing, kept until another is asked for. */
export class Shared {
  #key: string | undefined;
  #kept: { free(): void } | undefined;

  /** The thing of this key, made where it is not the one that is kept. */
  of<T extends { free(): void }>(key: string, make: () => T): T {
    if (key !== this.#key) {
      this.free();
      this.#kept = make();
      this.#key = key;
    }
    return this.#kept as T;
  }

  free(): void {
    const kept = this.#kept;
    this.#key = undefined;
    this.#kept = undefined;
    kept?.free();
  }
}
