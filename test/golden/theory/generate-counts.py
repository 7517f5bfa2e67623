"""Golden values of critical points by index in ts/theory/critical-points.ts, in as many digits as monomials need.

P_k(x), the probability that k eigenvalues of a GOE matrix lie below x, is a coefficient of the generating function
E[t^(number below x)], a polynomial in t, got from its values at t = 0 ... n: de Bruijn's Pfaffian of the double moments of
monomials, the root of a determinant (FLINT, 300 to 1500 bits). The mean of the weight exp(-a x^2) over the k-th eigenvalue is
then integrated by parts, the weight's slope against P(k-th <= x). (The package uses Hermite functions, the density of the
eigenvalue itself and Cauchy's formula; it has no probability and no derivative of the weight.)

    python -m pip install python-flint==0.9.0 mpmath==1.4.1
    python generate-counts.py      # writes counts.json beside this file; about fifteen minutes
"""

import json
import platform
from pathlib import Path

import flint
import mpmath as mp
from flint import arb, arb_mat
from mpmath.calculus.quadrature import GaussLegendre

HALF = arb(1) / 2


def to_arb(x):
    return arb(mp.nstr(x, mp.mp.dps))


def above(n, x):
    """Moments of y^j exp(-y^2/2) over y > x, and of y^j exp(-y^2), j < 2n."""
    gauss, square = (-x * x / 2).exp(), (-x * x).exp()
    single = [(arb.pi() / 2).sqrt() * (x / arb(2).sqrt()).erfc(), gauss]
    double = [arb.pi().sqrt() / 2 * x.erfc(), square / 2]
    power = arb(1)
    for j in range(2, 2 * n):
        power = power * x
        single.append(power * gauss + (j - 1) * single[j - 2])
        double.append((power * square + (j - 1) * double[j - 2]) / 2)
    return single, double


def skew_above(n, x):
    """Integrals of sign(b - a) a^j b^k exp(-(a^2 + b^2)/2) over a, b > x, with the single moments."""
    single, double = above(n, x)
    gauss = (-x * x / 2).exp()
    a = [[arb(0)] * n for _ in range(n)]

    def step(j, k):
        before = j * a[j - 1][k] if j else arb(0)
        return before - 2 * double[j + k] + x**j * gauss * single[k]

    for j in range(n - 1):
        a[j + 1][0] = step(j, 0)
    for k in range(1, n):
        a[0][k] = -a[k][0]
        for j in range(n - 1):
            a[j + 1][k] = step(j, k)
    return a, single[:n]


def generating(n, x):
    """E[t^(number below x)] up to a constant, as a function of t; the constant is its value at t = 1."""
    right, r = skew_above(n, x)
    mirror, m = skew_above(n, -x)
    sign = lambda j: -1 if j % 2 else 1
    left = [[-sign(j + k) * mirror[j][k] for k in range(n)] for j in range(n)]
    l = [sign(j) * m[j] for j in range(n)]

    def at(t):
        size = n + n % 2
        rows = [[arb(0)] * size for _ in range(size)]
        for j in range(n):
            for k in range(n):
                rows[j][k] = t * t * left[j][k] + right[j][k] + t * (l[j] * r[k] - r[j] * l[k])
            if n % 2:
                rows[j][n] = t * l[j] + r[j]
                rows[n][j] = -rows[j][n]
        return arb_mat(rows).det().sqrt()

    return at


def probabilities(n, x, most):
    """P_0 ... P_most."""
    at = generating(n, x)
    whole = at(1)
    if most == 0:
        return [at(0) / whole]
    values = [at(t) / whole for t in range(n + 1)]
    vandermonde = arb_mat([[arb(t) ** j for j in range(n + 1)] for t in range(n + 1)])
    solved = vandermonde.solve(arb_mat([[v] for v in values]))
    return [solved[j, 0] for j in range(most + 1)]


class Size:
    """The order statistics of n eigenvalues at the nodes of panels, whose edges include the energies asked for."""

    def __init__(self, n, most, low, high, stops, bits, width, degree):
        flint.ctx.prec = bits
        mp.mp.prec = bits
        self.n = n
        rule = [(to_arb(x), to_arb(w)) for x, w in GaussLegendre(mp.mp).calc_nodes(degree, 120)]
        edges = [mp.mpf(low), *sorted(x for x in stops if low < x < high), mp.mpf(high)]
        self.nodes = []
        for start, stop in zip(edges, edges[1:]):
            panels = int(mp.ceil((stop - start) / width))
            half = to_arb((stop - start) / (2 * panels))
            for panel in range(panels):
                centre = to_arb(start) + (2 * panel + 1) * half
                self.nodes += [(centre + half * x, half * w, probabilities(n, centre + half * x, most)) for x, w in rule]
        self.ends = {x: probabilities(n, to_arb(x), most) for x in edges}

    def mean(self, k, decay, upto):
        """E[exp(-decay x^2) 1{x <= upto}] over x = lambda_k, with P(lambda_k <= x) = 1 - P_0 - ... - P_k."""
        at_most = lambda given: 1 - sum(given[: k + 1], arb(0))
        weight = lambda x: (-decay * x * x).exp()
        total = weight(to_arb(upto)) * at_most(self.ends[upto])
        for x, w, given in self.nodes:
            if x < to_arb(upto):
                total += w * 2 * decay * x * weight(x) * at_most(given)
        return total


def position(n, p, u):
    return mp.sqrt(mp.mpf(n * p) / (2 * (p - 1))) * mp.mpf(u)


def counts(n, orders, indices, energies, low, high, bits, width, degree):
    mp.mp.prec = bits
    low, high = mp.mpf(low), mp.mpf(high)
    stops = {position(n, p, u) for p in orders for u in energies}
    size = Size(n, max(indices), low, high, stops, bits, width, degree)
    for p in orders:
        scale = 2 * (arb(2) / p).sqrt() * (arb(p - 1)) ** (arb(n) / 2)
        for k in indices:
            for u in [None, *energies]:
                upto = high if u is None else min(high, position(n, p, u))
                value = scale * size.mean(k, arb(p - 2) / (2 * p), upto)
                # Counts so small that the digits carried are lost are left out.
                if value.rel_accuracy_bits() > 66:
                    yield {"n": n, "p": p, "index": k, "energy_below": u, "value": value.str(20, radius=False)}


def main():
    rows = []
    energies = {2: [-2.5, -1.2, 0.4], 3: [-1.6, -0.5, 0.3], 5: [-1.8, -1.2, 0.1], 8: [-1.7, -1.2], 10: [-1.9, -1.6, -1.2, 0.2]}
    for n, bits in ((2, 300), (3, 300), (4, 300), (5, 300), (8, 400), (9, 400), (10, 400), (20, 900)):
        reach = mp.sqrt(2 * n) + 9
        indices = range(n) if n < 20 else (0, 1, 2, 4, 9, 15)
        rows += counts(n, (3, 4, 7), indices, energies.get(n, [-1.6, -1.3]), -reach, reach, bits, 1, 4)
        print(rows[-1], flush=True)
    for n, bits in ((50, 1200), (75, 1700), (100, 2200)):
        edge = mp.sqrt(2 * n)
        rows += counts(n, (3,), (0,), [-1.7, -1.55, -1.4], -edge - 4, -edge + 7, bits, 0.5, 3)
        print(rows[-1], flush=True)
    out = {
        "generator": "generate-counts.py",
        "source": "Auffinger, Ben Arous, Cerny, CPAM 66 (2013), Theorem 2.1",
        "versions": {"python": platform.python_version(), "flint": flint.__version__, "mpmath": mp.__version__},
        "date": "2026-11-26",
        "counts": rows,
    }
    Path(__file__).with_name("counts.json").write_text(json.dumps(out, indent=1) + "\n")


if __name__ == "__main__":
    main()
