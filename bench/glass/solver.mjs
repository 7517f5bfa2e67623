/**
 * What evaluates glasses and descends in them, in a process of its own. Requests and answers are JSON:
 *
 * - `{ about }`: name and version
 * - `{ load: FOLDER, n, p, precision, tensor }`: takes the file `states` (doubles, a row of n a state), and couplings: of the
 *   file `tensor` (n^p doubles), or where `tensor` is false some of its own
 * - `{ evaluate: FORM, loops, path? }`: energies and gradients of all states, so many times; the answer is `{ seconds }` a call;
 *   with a path, the last energies and then gradients are written as doubles
 * - `{ descend: TOLERANCE, replicas }`: from so many starts by L-BFGS; the answer is `{ seconds, energies, evaluations }`
 * - `{ rates }`, of ours: `{ f32, f64 }`, the most that this engine multiplies and adds, in GFLOP/s
 */
export { JsonProcess as Solver } from "../process.mjs";
