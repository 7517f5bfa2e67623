"""Golden values for ts/theory, by code that shares no formula with it beyond the definitions of the source.

Source: Auffinger, Ben Arous, Cerny, Random matrices and complexity of spin glasses, CPAM 66 (2013).

- Layers and complexity: the formulas of Theorems 2.5, 2.8 in u itself (the package solves in a hyperbolic angle), 40 digits,
  the rate function integrated numerically from its definition as an integral.
- Expected counts: de Bruijn's Pfaffian of E[prod (1 + s f(lambda))], differentiated at s = 0, with moments in 60 digits
  (the package uses Mehta's Hermite-function density). Monte Carlo over GOE matrices checks both, here.

    python -m pip install mpmath==1.4.1 numpy==2.4.6
    python generate.py      # writes theory.json beside this file; about two minutes
"""

import json
import platform
from pathlib import Path

import mpmath as mp
import numpy as np
from mpmath.calculus.quadrature import GaussLegendre

DIGITS = 20


def text(value):
    return mp.nstr(value, DIGITS, strip_zeros=False)


def threshold(p):
    return 2 * mp.sqrt(mp.mpf(p - 1) / p)


def rate(p, u):
    """I(u) = (2 / E^2) * integral of sqrt(z^2 - E^2) from E to -u: the large-deviation cost of an outlying GOE eigenvalue."""
    edge = threshold(p)
    return 2 / edge**2 * mp.quad(lambda z: mp.sqrt(z * z - edge * edge), [edge, -u])


def theta(p, u, k):
    edge = threshold(p)
    if u > -edge:
        return mp.log(p - 1) / 2 - mp.mpf(p - 2) / p
    return mp.log(p - 1) / 2 - mp.mpf(p - 2) / (4 * (p - 1)) * u**2 - (k + 1) * rate(p, u)


def theta_total(p, u):
    if u <= -threshold(p):
        return theta(p, u, 0)
    return mp.log(p - 1) / 2 - mp.mpf(p - 2) / (4 * (p - 1)) * min(u, mp.mpf(0)) ** 2


def layer(p, k):
    edge = threshold(p)
    closed = lambda u: (
        -u / edge**2 * mp.sqrt(u * u - edge * edge) - mp.log(-u + mp.sqrt(u * u - edge * edge)) + mp.log(edge)
    )
    f = lambda e: mp.log(p - 1) / 2 - mp.mpf(p - 2) / (4 * (p - 1)) * e**2 - (k + 1) * closed(-e)
    high = edge * 2
    while f(high) > 0:
        high *= 2
    return mp.findroot(f, (edge, high), solver="anderson", tol=mp.mpf(10) ** -50, maxsteps=2000)


def gauss_legendre_panels(start, stop):
    """Nodes and weights of 96-point panels of width 2 or less: exact far beyond the digits carried for x^50 exp(-x^2)."""
    rule = GaussLegendre(mp.mp).calc_nodes(6, mp.mp.prec)
    panels = int(mp.ceil((stop - start) / 2))
    half = (stop - start) / (2 * panels)
    return [(start + (2 * i + 1) * half + half * x, half * w) for i in range(panels) for x, w in rule]


def full_moment(j):
    """Integral of y^j exp(-y^2/2) over the line."""
    return mp.mpf(0) if j % 2 else mp.sqrt(2 * mp.pi) * mp.fac2(j - 1)


def signed_moments(n, x):
    """Integrals of sign(y - x) y^j exp(-y^2/2) over the line, j < n; by parts."""
    gauss = mp.exp(-x * x / 2)
    above = [mp.sqrt(mp.pi / 2) * mp.erfc(x / mp.sqrt(2)), gauss]
    for j in range(2, n):
        above.append(x ** (j - 1) * gauss + (j - 1) * above[j - 2])
    return [2 * above[j] - full_moment(j) for j in range(n)]


def skew_moment(i, j):
    """Integral of sign(y - x) x^i y^j exp(-(x^2 + y^2)/2) over the plane; by parts in the odd one's variable."""
    if (i + j) % 2 == 0:
        return mp.mpf(0)
    if i % 2:
        return -skew_moment(j, i)
    boundary = mp.mpf(2) * mp.gamma(mp.mpf(i + j) / 2)
    return boundary if j == 1 else boundary + (j - 1) * skew_moment(i, j - 2)


def expected_count(n, p, u):
    """2 sqrt(2/p) (p-1)^(n/2) E[sum_i f(x_i)], joint density ~ exp(-sum x^2/2) prod |x_i - x_j|, f a Gaussian up to a cut."""
    decay = mp.mpf(p - 2) / (2 * p)
    reach = mp.sqrt(2 * mp.mp.dps * mp.log(10)) + mp.sqrt(2 * n)
    stop = reach if u is None else min(reach, mp.sqrt(mp.mpf(n * p) / (2 * (p - 1))) * mp.mpf(u))
    nodes = [(x, w * mp.exp(-x * x / 2 - decay * x * x), signed_moments(n, x)) for x, w in gauss_legendre_panels(-reach, stop)]
    size = n + n % 2
    base, slope = mp.zeros(size), mp.zeros(size)

    def set_pair(i, j, value, derivative):
        base[i, j], base[j, i] = value, -value
        slope[i, j], slope[j, i] = derivative, -derivative

    for i in range(n):
        for j in range(i + 1, n):
            derivative = mp.fsum(w * (x**i * signed[j] - x**j * signed[i]) for x, w, signed in nodes)
            set_pair(i, j, skew_moment(i, j), derivative)
        if n % 2:
            set_pair(i, n, full_moment(i), mp.fsum(w * x**i for x, w, _ in nodes))
    product = mp.inverse(base) * slope
    mean = mp.fsum(product[i, i] for i in range(size)) / 2
    return 2 * mp.sqrt(mp.mpf(2) / p) * mp.mpf(p - 1) ** (mp.mpf(n) / 2) * mean


def monte_carlo(n, p, u, samples, rng):
    a = rng.standard_normal((samples, n, n))
    eigenvalues = np.linalg.eigvalsh((a + a.transpose(0, 2, 1)) / (2 * np.sqrt(n)))  # semicircle on [-sqrt 2, sqrt 2]
    terms = np.exp(-n * (p - 2) / (2 * p) * eigenvalues**2)
    if u is not None:
        terms = terms * (eigenvalues <= np.sqrt(p / (2 * (p - 1))) * u)
    totals = 2 * np.sqrt(2 / p) * (p - 1) ** (n / 2) * terms.sum(axis=1)
    return totals.mean(), totals.std(ddof=1) / np.sqrt(samples)


def main():
    mp.mp.dps = 40
    rng = np.random.default_rng(20261123)
    out = {
        "generator": "generate.py",
        "source": "Auffinger, Ben Arous, Cerny, CPAM 66 (2013), Theorems 2.1, 2.5, 2.8",
        "versions": {"python": platform.python_version(), "mpmath": mp.__version__, "numpy": np.__version__},
        "date": "2026-11-23",
        "thresholds": [{"p": p, "value": text(threshold(p))} for p in (2, 3, 4, 5, 10, 1000)],
        "layers": [
            {"p": p, "k": k, "value": text(layer(p, k))}
            for p in (3, 4, 5, 10, 1000)
            for k in (0, 1, 2, 3, 5, 10, 100, 10_000, 10**9)
        ],
        "complexity": [],
        "counts": [],
    }
    for p in (2, 3, 4, 7, 20):
        edge = threshold(p)
        for u in (-3, -1.9, -1.7, -1.66, -1.64, float(-edge) - 1e-3, float(-edge) - 1e-9, -1.4, -0.7, 0, 0.5):
            for k in (None, 0, 1, 7):
                exact = mp.mpf(u)
                value = theta_total(p, exact) if k is None else theta(p, exact, k)
                out["complexity"].append({"p": p, "u": u, "index": k, "value": text(value)})

    cases = [(n, p, None) for n in range(2, 10) for p in (2, 3, 4, 6)]
    cases += [(n, 3, u) for n in (2, 3, 8, 9) for u in (-2.5, -1.6, 0.9)]
    cases += [(25, 3, None), (25, 3, -1.6), (26, 3, -1.6)]
    mp.mp.dps = 60
    for n, p, u in cases:
        value = expected_count(n, p, u)
        row = {"n": n, "p": p, "energy_below": u, "value": text(value)}
        if 3 <= n <= 8:
            mean, error = monte_carlo(n, p, u, 100_000, rng)
            # p = 2 counts eigenvalues, without noise; the far tail has too few hits for a Gaussian error.
            if error < 0.05 * mean:
                row["monte_carlo"] = {"mean": float(f"{mean:.8g}"), "error": float(f"{error:.2g}")}
                assert abs(mean - float(value)) < 4.5 * error + 1e-9, (row, mean, error)
        if n == 2 and u is None:
            assert abs(value - 2 * mp.sqrt(3 * p - 2)) < mp.mpf(10) ** -40
        out["counts"].append(row)
        print(row, flush=True)
    Path(__file__).with_name("theory.json").write_text(json.dumps(out, indent=1) + "\n")


main()
