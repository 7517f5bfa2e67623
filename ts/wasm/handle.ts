import { DisposedError } from "../base/errors.js";
import { release } from "./call.js";

/**
 * Something in WASM memory that is freed by hand, once.
 *
 * What is forgotten is freed when it is collected: the glue registers its objects with a `FinalizationRegistry`.
 */
export class Handle<T extends { free(): void }> {
  readonly #what: string;
  #object: T | undefined;

  /** @param what  the name of the class, for `DisposedError`. */
  constructor(what: string, object: T) {
    this.#what = what;
    this.#object = object;
  }

  /** @throws DisposedError  it was freed. */
  get object(): T {
    if (this.#object === undefined) throw new DisposedError(this.#what);
    return this.#object;
  }

  /** Puts another in its place, and frees it. @throws DisposedError  it was freed: no other is made then. */
  replace(make: () => T): void {
    const before = this.object;
    this.#object = make();
    release(before);
  }

  free(): void {
    const object = this.#object;
    this.#object = undefined;
    if (object !== undefined) release(object);
  }
}
