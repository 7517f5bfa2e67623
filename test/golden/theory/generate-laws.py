"""Golden values of the laws of random matrices in ts/theory, by code that shares no formula with it.

- Tracy-Widom: the Painleve II equation as an initial-value problem, q ~ Ai at s = 24, by Taylor series in 110 digits (the
  package uses Fredholm determinants and a boundary-value problem in doubles). Errors at the start grow by e^110 at most.
- Marchenko-Pastur: its density integrated by mpmath.

    python -m pip install mpmath==1.4.1
    python generate-laws.py      # writes laws.json beside this file; half a minute
"""

import json
import platform
from pathlib import Path

import mpmath as mp

TERMS = 70


def text(value):
    return mp.nstr(value, 20, strip_zeros=False)


def hastings_mcleod(stops):
    """(s, q, u, ln F_2, int_s q) at every stop, descending multiples of 1/4."""
    s = mp.mpf(24)
    q, dq = mp.airyai(s), mp.airyai(s, derivative=1)
    u = dq * dq - s * q * q
    log_f2 = -(2 * s * s * q * q - 2 * s * dq * dq - q * dq) / 3
    area = mp.mpf(1) / 3 - mp.airyai(s, derivative=-1)
    step = mp.mpf(-1) / 4
    for stop in stops:
        while s > stop:
            c = [q, dq]
            square, cube = [], []
            for k in range(TERMS):
                square.append(mp.fsum(c[i] * c[k - i] for i in range(k + 1)))
                cube.append(mp.fsum(square[i] * c[k - i] for i in range(k + 1)))
                c.append((s * c[k] + (c[k - 1] if k else 0) + 2 * cube[k]) / ((k + 1) * (k + 2)))
            at = lambda terms: mp.fsum(t * step**k for k, t in enumerate(terms))
            integral = lambda terms, start: [start] + [t / (k + 1) for k, t in enumerate(terms)]
            u_terms = integral([-t for t in square], u)
            log_f2 = at(integral(u_terms, log_f2))
            area = at(integral([-t for t in c], area))
            u = at(u_terms)
            q, dq = at(c), at([k * c[k] for k in range(1, len(c))])
            s += step
        yield s, q, u, log_f2, area


def marchenko_pastur(x, ratio):
    root = mp.sqrt(ratio)
    low, high = (1 - root) ** 2, (1 + root) ** 2
    density = lambda y: mp.sqrt((high - y) * (y - low)) / (2 * mp.pi * ratio * y)
    atom = max(0, 1 - 1 / ratio)
    return density(x), atom + mp.quad(density, mp.linspace(low, x, 9))


def main():
    mp.mp.dps = 110
    laws = []
    for s, q, u, log_f2, area in hastings_mcleod([14, 10, 6, 3, 2, 1, 0, -1, -1.75, -2, -2.25, -3, -4, -5, -7, -10, -14, -20, -25]):
        f2 = mp.exp(log_f2)
        f1 = mp.exp(log_f2 / 2 - area / 2)
        for beta, f, density in ((1, f1, f1 * (q + u) / 2), (2, f2, f2 * u)):
            laws.append({"x": float(s), "beta": beta, "probability": text(f), "density": text(density)})
    mp.mp.dps = 40
    covariance = []
    for ratio, shares in ((0.01, (0.05, 0.5, 0.9)), (0.25, (0.01, 0.5, 0.99)), (0.999, (1e-6, 0.3)), (1, (1e-8, 0.5)), (4, (0.1, 0.5))):
        for share in shares:
            low, high = (1 - ratio**0.5) ** 2, (1 + ratio**0.5) ** 2
            x = low + share * (high - low)
            density, probability = marchenko_pastur(mp.mpf(x), mp.mpf(ratio))
            covariance.append({"x": x, "ratio": ratio, "density": text(density), "probability": text(probability)})
    out = {
        "generator": "generate-laws.py",
        "versions": {"python": platform.python_version(), "mpmath": mp.__version__},
        "date": "2026-11-26",
        "tracy_widom": laws,
        "marchenko_pastur": covariance,
    }
    Path(__file__).with_name("laws.json").write_text(json.dumps(out, indent=1) + "\n")


main()
