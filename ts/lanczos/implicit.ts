import type { Multiplier } from "../wasm/generated/losscape_wasm.js";
import { Handle } from "../wasm/handle.js";

/**
 * A symmetric matrix in WASM memory that is known by its products, until `free()`; one that is forgotten is freed when it
 * is collected.
 *
 * `lanczos` and `spectralDensity` multiply by it without a crossing a product. It is that of what it was made of then:
 * `net.hessianOperator(data)` keeps the weights that the network had, and shares the samples.
 *
 * @example
 * await init();
 * const data = Dataset.digits({ part: "train", samples: 100 });
 * const net = Network.create({ layers: [100, 5, 10], seed: 1 });
 * using hessian = net.hessianOperator(data);
 * lanczos(hessian, { count: 2, which: "largest" }).status; // 'converged'
 */
export class ImplicitMatrix {
  readonly #n: number;
  /** @internal */
  readonly handle: Handle<Multiplier>;

  private constructor(n: number, multiplier: Multiplier) {
    this.#n = n;
    this.handle = new Handle("ImplicitMatrix", multiplier);
  }

  /** @internal */
  static adopt(n: number, multiplier: Multiplier): ImplicitMatrix {
    return new ImplicitMatrix(n, multiplier);
  }

  /** The order. */
  get n(): number {
    return this.#n;
  }

  /** Frees it. Idempotent; any later use throws `DisposedError`. */
  free(): void {
    this.handle.free();
  }

  [Symbol.dispose](): void {
    this.free();
  }
}
