import { normals } from "./random.mjs";

const INPUTS = 20;
const CLASSES = 5;
const SAMPLES = 100;
const STEPS = 300;
const RATE = 1;

/** The orders that `networkHessian` has: a unit of the hidden layer has this many weights. */
export const WEIGHTS_A_UNIT = INPUTS + CLASSES;

/**
 * The exact Hessian of a small trained network's loss: n×n, row-major, n a multiple of 25.
 *
 * Weights W (h×20) and V (5×h), output V·tanh(W·x), mean cross-entropy over 100 samples of five Gaussian clusters, after
 * 300 steps of gradient descent. The weights are in the order W, V. The inputs' scales fall from 1 to 1e-4,
 * as those of real data do, and the curvature with their squares; n/25 eigenvalues are zero, because equal changes of
 * all outputs change no probability.
 *
 * ∇²L = mean over samples of Jᵀ(diag p − ppᵀ)J + Σ_c (p_c − y_c)∇²o_c, with p = softmax(o), J = ∂o/∂weights.
 */
export function networkHessian(n, seed) {
  const hidden = n / WEIGHTS_A_UNIT;
  const data = clusters(seed);
  const normal = normals(seed + 1);
  const weights = Float64Array.from({ length: n }, (_, i) =>
    i < hidden * INPUTS ? normal() / Math.sqrt(INPUTS) : normal() / Math.sqrt(hidden),
  );
  for (let step = 0; step < STEPS; step++) {
    const gradient = new Float64Array(n);
    for (const sample of data) {
      const { jacobian, excess } = evaluate(weights, hidden, sample);
      for (let c = 0; c < CLASSES; c++) addScaled(gradient, excess[c] / SAMPLES, jacobian[c]);
    }
    addScaled(weights, -RATE, gradient);
  }
  const hessian = new Float64Array(n * n);
  for (const sample of data) addCurvature(hessian, weights, hidden, sample);
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) hessian[j * n + i] = hessian[i * n + j];
  return hessian;
}

function clusters(seed) {
  const normal = normals(seed);
  const centres = Array.from({ length: CLASSES }, () => Float64Array.from({ length: INPUTS }, normal));
  return Array.from({ length: SAMPLES }, (_, s) => ({
    label: s % CLASSES,
    input: centres[s % CLASSES].map((x, i) => (x + normal()) * 10 ** ((-4 * i) / (INPUTS - 1))),
  }));
}

/** Slopes of the outputs by the weights, probabilities, and their excess over the label's. */
function evaluate(weights, hidden, { input, label }) {
  const first = weights.subarray(0, hidden * INPUTS);
  const last = weights.subarray(hidden * INPUTS);
  const active = Float64Array.from({ length: hidden }, (_, j) =>
    Math.tanh(input.reduce((sum, x, i) => sum + first[j * INPUTS + i] * x, 0)),
  );
  const outputs = Float64Array.from({ length: CLASSES }, (_, c) =>
    active.reduce((sum, y, j) => sum + last[c * hidden + j] * y, 0),
  );
  const largest = Math.max(...outputs);
  const unscaled = outputs.map((o) => Math.exp(o - largest));
  const total = unscaled.reduce((sum, x) => sum + x, 0);
  const probability = unscaled.map((x) => x / total);
  const excess = probability.map((p, c) => p - (c === label ? 1 : 0));
  const jacobian = Array.from({ length: CLASSES }, (_, c) => {
    const slopes = new Float64Array(weights.length);
    for (let j = 0; j < hidden; j++) {
      const slope = last[c * hidden + j] * (1 - active[j] ** 2);
      for (let i = 0; i < INPUTS; i++) slopes[j * INPUTS + i] = slope * input[i];
      slopes[hidden * INPUTS + c * hidden + j] = active[j];
    }
    return slopes;
  });
  return { active, last, probability, excess, jacobian };
}

/** Adds a sample's part of ∇²L to the lower triangle. */
function addCurvature(hessian, weights, hidden, sample) {
  const n = weights.length;
  const { active, last, probability, excess, jacobian } = evaluate(weights, hidden, sample);
  const mean = new Float64Array(n);
  for (let c = 0; c < CLASSES; c++) addScaled(mean, probability[c], jacobian[c]);
  for (let c = 0; c < CLASSES; c++) {
    const centred = jacobian[c].map((slope, i) => slope - mean[i]);
    for (let i = 0; i < n; i++) {
      const factor = (probability[c] * centred[i]) / SAMPLES;
      for (let j = 0; j <= i; j++) hessian[i * n + j] += factor * centred[j];
    }
  }
  for (let j = 0; j < hidden; j++) {
    const slope = 1 - active[j] ** 2;
    const bend = -2 * active[j] * slope;
    let inner = 0;
    for (let c = 0; c < CLASSES; c++) {
      inner += (excess[c] * last[c * hidden + j] * bend) / SAMPLES;
      const row = (hidden * INPUTS + c * hidden + j) * n + j * INPUTS;
      for (let i = 0; i < INPUTS; i++) hessian[row + i] += (excess[c] * slope * sample.input[i]) / SAMPLES;
    }
    for (let i = 0; i < INPUTS; i++)
      for (let k = 0; k <= i; k++)
        hessian[(j * INPUTS + i) * n + j * INPUTS + k] += inner * sample.input[i] * sample.input[k];
  }
}

function addScaled(sum, factor, terms) {
  for (let i = 0; i < sum.length; i++) sum[i] += factor * terms[i];
}
