"""Golden values of mixed models in ts/theory, from the variational problems themselves, by search in 40 digits.

- Complexity: the function of energy and radial derivative maximised by golden section (the package solves in closed form);
  the cost of an eigenvalue by numerical integration.
- Ground state: the zero-temperature Parisi functional over one-step measures, 1/2 (xi'(1) L - m int q xi''(q) dq +
  int dq/(L - m q)), its integrals by quadrature, minimised by Newton's method on its numerical gradient.
- Sources: Auffinger, Ben Arous, Ann. Probab. 41 (2013); Chen, Sen, CMP 350 (2017).

    python -m pip install mpmath==1.4.1
    python generate-mixtures.py      # writes mixtures.json beside this file; about a minute
"""

import json
import platform
from pathlib import Path

import mpmath as mp


def text(value):
    return mp.nstr(value, 20, strip_zeros=False)


def derivatives(mixture):
    squares = {p: mp.mpf(b) ** 2 for p, b in mixture.items()}
    value = sum(squares.values())
    return value, sum(p * s for p, s in squares.items()), sum(p * (p - 1) * s for p, s in squares.items()), squares


def largest(f, low, high):
    ratio = (mp.sqrt(5) - 1) / 2
    for _ in range(110):
        one, other = high - ratio * (high - low), low + ratio * (high - low)
        if f(one) > f(other):
            high = other
        else:
            low = one
    return f((low + high) / 2)


def complexity(mixture, u, k):
    a, b, c, _ = derivatives(mixture)
    edge = 2 * mp.sqrt(c)
    v = b + c - b * b / a

    def cost(y):
        return mp.quad(lambda z: mp.sqrt(z * z - 1), [1, y / edge]) * 2 if y > edge else mp.mpf(0)

    def at(e, y, eigenvalues):
        return mp.log(c / b) / 2 + (y / edge) ** 2 - e * e / (2 * a) - (y - b / a * e) ** 2 / (2 * v) - eigenvalues * cost(y)

    outside = lambda e: largest(lambda y: at(e, y, (k or 0) + 1), edge, 4 * edge)
    inside = lambda e: largest(lambda y: at(e, y, 0), mp.mpf(0), edge)
    depth = -mp.mpf(u)
    if k is None:
        e = max(depth, mp.mpf(0))
        return max(outside(e), inside(e))
    most = 2 * b * mp.sqrt(c) / (b + c)
    return outside(max(depth, most))


def ground_state(mixture):
    a, b, _, squares = derivatives(mixture)
    curvature = lambda q: sum(p * (p - 1) * s * q ** (p - 2) for p, s in squares.items())
    weight = mp.quad(lambda q: q * curvature(q), [0, 1])
    functional = lambda l, m: (b * l - m * weight + mp.quad(lambda q: 1 / (l - m * q), [0, 1])) / 2
    gradient = lambda l, m: (mp.diff(functional, (l, m), (1, 0)), mp.diff(functional, (l, m), (0, 1)))
    l, m = mp.findroot(gradient, (2 / mp.sqrt(b), 1 / mp.sqrt(b)), tol=1e-20)
    return functional(l, m)


def main():
    mp.mp.dps = 40
    models = [{3: 0.7071, 4: 0.7071}, {2: 0.6, 4: 0.8}, {3: 1, 6: 0.5}, {2: 0.3, 3: 1, 5: 0.2}]
    rows = []
    for mixture in models:
        row = {"mixture": mixture, "complexity": []}
        a, b, c, squares = derivatives(mixture)
        row["threshold"] = text(2 * b * mp.sqrt(c) / (b + c))
        row["algorithmic"] = text(
            mp.quad(lambda q: mp.sqrt(sum(p * (p - 1) * s * q ** (p - 2) for p, s in squares.items())), mp.linspace(0, 1, 5))
        )
        row["ground_state"] = text(ground_state(mixture))
        for share in (1.2, 1.03, 1.01, 0.9, 0.4):
            u = float(-share * mp.mpf(row["threshold"]))
            for k in (None, 0, 3):
                row["complexity"].append({"u": u, "index": k, "value": text(complexity(mixture, u, k))})
        rows.append(row)
        print(row, flush=True)
    out = {
        "generator": "generate-mixtures.py",
        "versions": {"python": platform.python_version(), "mpmath": mp.__version__},
        "date": "2026-11-26",
        "models": rows,
    }
    Path(__file__).with_name("mixtures.json").write_text(json.dumps(out, indent=1) + "\n")


main()
