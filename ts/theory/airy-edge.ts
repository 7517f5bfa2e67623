import { airy } from "./airy.js";
import { ChebyshevGrid } from "./chebyshev.js";
import { solveInPlace } from "./linear.js";
import { gaussLegendre } from "./quadrature.js";

/** What the Tracy–Widom laws are made of, at one s: F₂′ = uF₂ and F₁′ = ½(q + u)F₁, u = ∫_s^∞ q². */
export interface AiryEdge {
  readonly logF1: number;
  readonly logF2: number;
  /** The Hastings–McLeod solution of q″ = sq + 2q³, q ~ Ai(s) at +∞. */
  readonly q: number;
  readonly u: number;
}

/** Below, F₁ and F₂ are under the least double. */
export const LEAST = -26;

/** Fredholm determinants above −2, the Painlevé equation below, where the determinants lose their relative accuracy. */
export function airyEdge(s: number): AiryEdge {
  return s >= SWITCH ? byDeterminants(s) : byPainleve(s);
}

const SWITCH = -2;

/**
 * With V the operator of kernel Ai(ξ + η + s) on ξ, η > 0: F₁ = det(1 − V), F₂ = det(1 − V²), q ± u from its resolvents at
 * ξ = η = 0. Gauss–Legendre on [0, 11]: what lies beyond enters by Ai(s + ξ)², below 1e-17.
 *
 * Source: Ferrari, Spohn, J. Phys. A 38 (2005) L557; the rule: Bornemann, Math. Comp. 79 (2010).
 */
export function byDeterminants(s: number): AiryEdge {
  const order = RULE.nodes.length;
  const half = 5.5;
  const at = RULE.nodes.map((node) => half * (1 + node));
  const roots = RULE.weights.map((weight) => Math.sqrt(half * weight));
  const value = airy(s);
  const edge = at.map((xi, i) => (roots[i] as number) * airy(s + xi));

  const minus = new Float64Array(order * order);
  const plus = new Float64Array(order * order);
  for (let i = 0; i < order; i++)
    for (let j = 0; j <= i; j++) {
      const entry =
        (roots[i] as number) * (roots[j] as number) * airy(s + (at[i] as number) + (at[j] as number));
      for (const place of [i * order + j, j * order + i]) {
        minus[place] = -entry;
        plus[place] = entry;
      }
    }
  for (let i = 0; i < order; i++) {
    (minus[i * (order + 1)] as number) += 1;
    (plus[i * (order + 1)] as number) += 1;
  }
  const below = edge.slice();
  const above = edge.slice();
  const logF1 = Math.log(solveInPlace(minus, below, order));
  const logF2 = logF1 + Math.log(solveInPlace(plus, above, order));
  let q = value;
  let u = 0;
  for (let i = 0; i < order; i++) {
    q += ((edge[i] as number) * ((below[i] as number) - (above[i] as number))) / 2;
    u += ((edge[i] as number) * ((below[i] as number) + (above[i] as number))) / 2;
  }
  return { logF1, logF2, q, u };
}

const RULE = gaussLegendre(30);

function byPainleve(s: number): AiryEdge {
  left ??= solveLeft();
  const { grid, q, u, logF2, halfArea } = left;
  const logarithm = s ** 3 / 12 + grid.evaluate(logF2, s);
  return {
    logF1: logarithm / 2 - grid.evaluate(halfArea, s),
    logF2: logarithm,
    q: grid.evaluate(q, s),
    u: (s * s) / 4 + grid.evaluate(u, s),
  };
}

interface Left {
  readonly grid: ChebyshevGrid;
  /** Chebyshev coefficients of q, u − s²/4, ln F₂ − s³/12 and ½∫_s^∞ q: what is left is of order 1 to 40. */
  readonly q: Float64Array;
  readonly u: Float64Array;
  readonly logF2: Float64Array;
  readonly halfArea: Float64Array;
}

/** On [LEAST, SWITCH]; made once, in 0.1 s. */
let left: Left | undefined;

/**
 * The boundary-value problem, stable where initial values are not, by Newton's method in f = q″ at Chebyshev points:
 * integration is well-conditioned, differentiation is not.
 */
function solveLeft(): Left {
  const grid = new ChebyshevGrid(LEAST, SWITCH, 128);
  const { count, points } = grid;
  const end = byDeterminants(SWITCH);
  // q = √(−s/2)(1 + 1/(8s³) − 73/(128s⁶) + 10657/(1024s⁹) …): Deift, Zhou, CPAM 48 (1995).
  const inverse = 1 / LEAST ** 3;
  const start =
    Math.sqrt(-LEAST / 2) *
    (1 + inverse * (1 / 8 + inverse * (-73 / 128 + inverse * (10657 / 1024 - (13912277 / 32768) * inverse))));

  const fromEnd = points.map((s) => (s - SWITCH) / (LEAST - SWITCH));
  const green = new Float64Array(count * count);
  for (let j = 0; j < count; j++) {
    const unit = new Float64Array(count);
    unit[j] = 1;
    const twice = grid.integral(grid.integral(unit));
    const atStart = grid.evaluate(grid.coefficients(twice), LEAST);
    for (let i = 0; i < count; i++)
      green[i * count + j] = (twice[i] as number) - (fromEnd[i] as number) * atStart;
  }

  const f = points.map((s) => -((-s / 2) ** -1.5) / 16);
  const q = new Float64Array(count);
  for (let step = 0; step < 8; step++) {
    for (let i = 0; i < count; i++) {
      q[i] = end.q + (start - end.q) * (fromEnd[i] as number);
      for (let j = 0; j < count; j++) (q[i] as number) += (green[i * count + j] as number) * (f[j] as number);
    }
    const jacobian = new Float64Array(count * count);
    const residual = new Float64Array(count);
    points.forEach((s, i) => {
      const value = q[i] as number;
      residual[i] = s * value + 2 * value ** 3 - (f[i] as number);
      for (let j = 0; j < count; j++)
        jacobian[i * count + j] = (i === j ? 1 : 0) - (s + 6 * value ** 2) * (green[i * count + j] as number);
    });
    solveInPlace(jacobian, residual, count);
    residual.forEach((change, i) => {
      (f[i] as number) += change;
    });
  }

  const areaFrom = (values: Float64Array, atEnd: number) => grid.integral(values).map((area) => atEnd - area);
  const u = areaFrom(
    q.map((value, i) => value * value + (points[i] as number) / 2),
    end.u - SWITCH ** 2 / 4,
  );
  const logF2 = areaFrom(
    u.map((value) => -value),
    end.logF2 - SWITCH ** 3 / 12,
  );
  const halfArea = areaFrom(
    q.map((value) => value / 2),
    end.logF2 / 2 - end.logF1,
  );
  return {
    grid,
    q: grid.coefficients(q),
    u: grid.coefficients(u),
    logF2: grid.coefficients(logF2),
    halfArea: grid.coefficients(halfArea),
  };
}
