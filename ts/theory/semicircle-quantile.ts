import { crossing } from "./crossing.js";

/** The x in [−1, 1] below which the semicircle on it holds the share q. */
export function semicircleQuantile(q: number): number {
  // The share below −cos a is (a − sin a cos a)/π.
  return -Math.cos(crossing((a) => Math.PI * q - (a - Math.sin(a) * Math.cos(a)), 0, Math.PI));
}
