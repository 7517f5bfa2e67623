import { entriesOf } from "./system.mjs";

/** A solution is real where its imaginary parts are below this, and two are one where they are as near: of vectors of length 1. */
const TOLERANCE = 1e-6;
/** |T·x^{p−1} − m·x| of a point of length 1, in units of the largest such term. */
const RESIDUAL = 1e-10;

/**
 * What an answer holds, beside the real classes that are known: complex and real classes, known ones that it has not, and real ones that
 * are none or were counted before.
 *
 * Ours has the states of the real ones and its own count of complex ones; others have solutions in one affine chart.
 */
export function judge({ states, certified, solutions }, reference, { tensor, n, p }) {
  const known = distinct(reference.map(unit));
  const given = states?.map(unit) ?? solutions.filter(isReal).map((x) => unit(x.map(([re]) => re)));
  const found = distinct(given);
  const right = found.filter((x) => residual(tensor, x, n, p) <= TOLERANCE);
  return {
    complex: certified ?? solutions.length,
    real: right.length,
    missed: known.filter((x) => !right.some((other) => areOne(x, other))).length,
    // σ and −σ are two states of ours.
    invented: states === undefined ? given.length - right.length : found.length - right.length,
    residual: right.reduce((most, x) => Math.max(most, residual(tensor, x, n, p)), 0),
  };
}

/** Whether an answer of ours is complete, of what it says and of what it is. */
export const isResolved = ({ complete, missed, invented, residual }) =>
  complete && missed === 0 && invented === 0 && residual <= RESIDUAL;

const dot = (x, y) => x.reduce((sum, entry, i) => sum + entry * y[i], 0);

const unit = (x) => {
  const length = Math.sqrt(dot(x, x));
  return x.map((entry) => entry / length);
};

const isReal = (x) => {
  const size = Math.max(...x.map(([re, im]) => Math.hypot(re, im)));
  return x.every(([, im]) => Math.abs(im) <= TOLERANCE * size);
};

/** ±x are one class. */
const areOne = (x, y) => {
  const sign = Math.sign(dot(x, y));
  return x.every((entry, i) => Math.abs(entry - sign * y[i]) <= TOLERANCE);
};

function distinct(all) {
  const kept = [];
  for (const x of all) if (!kept.some((other) => areOne(x, other))) kept.push(x);
  return kept;
}

/** How far ∇H is from being along x, in units of its length. */
function residual(tensor, x, n, p) {
  const gradient = new Array(n).fill(0);
  for (const { coefficient, indices } of entriesOf(tensor, n, p)) {
    indices.forEach((i, l) => {
      gradient[i] += indices.reduce(
        (product, j, other) => (other === l ? product : product * x[j]),
        coefficient,
      );
    });
  }
  const along = dot(gradient, x);
  const rest = gradient.map((entry, i) => entry - along * x[i]);
  return Math.sqrt(dot(rest, rest) / dot(gradient, gradient));
}
