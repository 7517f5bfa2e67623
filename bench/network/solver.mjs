/**
 * What trains networks and computes Hessians in a process of its own. Requests and answers are JSON:
 *
 * - `{ about }`: name and version
 * - `{ load: FOLDER, samples }`: takes so many samples, from `inputs` (doubles, a row a sample) and `labels` (int32), and the
 *   starts of replicas, from `weights-H` of networks with H hidden units (doubles, a row a replica)
 * - `{ train: FORM, hidden, batch, epochs, rate }`: trains all replicas in singles; the answer is `{ seconds, losses }`, the
 *   losses of all samples at the end, which are computed outside of the time where that can be
 * - `{ hessian: HIDDEN, activation, samples, path? }`: computes that of the first replica's start, and writes it if there is a
 *   path; the answer is `{ seconds }`, without the writing
 * - `{ rates }`, of ours: `{ f32, f64 }`, the most that this engine multiplies and adds, in GFLOP/s
 */
export { JsonProcess as Solver } from "../process.mjs";
