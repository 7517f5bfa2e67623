"""Golden values of the Cugliandolo-Kurchan equations in ts/theory, without a time grid.

- p = 2 in closed form: with rho the semicircle of radius R = 2 sqrt 2, Z(t) = int rho e^(-2 lambda t) = 2 I_1(2Rt)/(2Rt),
  Gamma = Z + 2T Z*Gamma, mu = Gamma'/(2 Gamma), u = (T - mu)/2: power series in 60 digits.
- Other models at short times: C and R as power series in both times, by Picard iteration of the equations, 50 digits.

    python -m pip install mpmath==1.4.1
    python generate-dynamics.py      # writes dynamics.json beside this file; about a minute
"""

import json
import platform
from pathlib import Path

import mpmath as mp

DEGREE = 22


def text(value):
    return mp.nstr(value, 18, strip_zeros=False)


def pure_two(temperature, times):
    terms = 220
    radius = 2 * mp.sqrt(2)
    z = [mp.mpf(0)] * terms
    for m in range(terms // 2):
        z[2 * m] = radius ** (2 * m) / (mp.fac(m) * mp.fac(m + 1))  # 2 I_1(x)/x at x = 2 radius t
    # (f*g)_n of exponential coefficients n! f_n: the convolution of t^a/a! and t^b/b! is t^(a+b+1)/(a+b+1)!
    ez = [z[k] * mp.fac(k) for k in range(terms)]
    eg = []
    for k in range(terms):
        eg.append(ez[k] + 2 * temperature * mp.fsum(ez[i] * eg[k - 1 - i] for i in range(k)))
    gamma = [eg[k] / mp.fac(k) for k in range(terms)]
    for t in times:
        value = mp.polyval(gamma[::-1], t)
        slope = mp.polyval([k * gamma[k] for k in range(1, terms)][::-1], t)
        yield (temperature - slope / (2 * value)) / 2


class Series:
    """A power series in (t, s): coefficients by (a, b), a + b <= DEGREE."""

    def __init__(self, terms=None):
        self.terms = {k: v for k, v in (terms or {}).items() if v != 0}

    def __add__(self, other):
        out = dict(self.terms)
        for k, v in other.terms.items():
            out[k] = out.get(k, 0) + v
        return Series(out)

    def scaled(self, c):
        return Series({k: c * v for k, v in self.terms.items()})

    def __mul__(self, other):
        out = {}
        for (a, b), v in self.terms.items():
            for (c, d), w in other.terms.items():
                if a + b + c + d <= DEGREE:
                    key = (a + c, b + d)
                    out[key] = out.get(key, 0) + v * w
        return Series(out)

    def power(self, n):
        out = Series({(0, 0): mp.mpf(1)})
        for _ in range(n):
            out = out * self
        return out


def integral(f, g, low, high, g_first):
    """int f(t, v) g dv, g = g(v, s) if g_first else g(s, v); limits "0", "s" or "t"."""
    out = {}
    for (a, b), v in f.terms.items():
        for (c, d), w in g.terms.items():
            inner, outer = (c, d) if g_first else (d, c)
            power = b + inner + 1
            if a + outer + power > DEGREE:
                continue
            value = v * w / power
            for limit, sign in ((high, 1), (low, -1)):
                if limit != "0":
                    key = (a + power, outer) if limit == "t" else (a, outer + power)
                    out[key] = out.get(key, 0) + sign * value
    return Series(out)


def from_s_to_t(f):
    """int_s^t f(t', s) dt'."""
    out = {}
    for (a, b), v in f.terms.items():
        if a + b + 1 <= DEGREE:
            out[(a + 1, b)] = out.get((a + 1, b), 0) + v / (a + 1)
            out[(0, a + b + 1)] = out.get((0, a + b + 1), 0) - v / (a + 1)
    return Series(out)


def energies(mixture, temperature, times):
    one = Series({(0, 0): mp.mpf(1)})
    c, r = one, one
    squares = {p: mp.mpf(b) ** 2 for p, b in mixture.items()}

    def of(c, order):
        total = Series()
        for p, s in squares.items():
            factor = mp.mpf(1)
            for k in range(order):
                factor *= p - k
            total = total + c.power(p - order).scaled(factor * s)
        return total

    for degree in range(DEGREE + 1):
        memory, force = of(c, 2) * r, of(c, 1)
        mu = Series({(0, 0): mp.mpf(temperature)}) + integral(memory * c + force * r, one, "0", "t", True)
        slope_c = (
            integral(memory, c, "0", "s", False)
            + integral(memory, c, "s", "t", True)
            + integral(force, r, "0", "s", False)
            + (mu * c).scaled(-1)
        )
        slope_r = integral(memory, r, "s", "t", True) + (mu * r).scaled(-1)
        c, r = one + from_s_to_t(slope_c), one + from_s_to_t(slope_r)
        # Terms of higher degree are not right yet.
        keep = lambda f: Series({k: v for k, v in f.terms.items() if sum(k) <= degree + 1})
        c, r = keep(c), keep(r)
    u = integral(of(c, 1) * r, one, "0", "t", True)
    return [-mp.fsum(v * mp.mpf(t) ** a for (a, _), v in u.terms.items()) for t in times]


def main():
    mp.mp.dps = 50
    rows = []
    for temperature in (0, 0.5, 2):
        times = [0.1, 0.5, 1, 2, 3]
        values = pure_two(mp.mpf(temperature), [mp.mpf(t) for t in times])
        rows += [{"mixture": {2: 1}, "temperature": temperature, "time": t, "energy": text(u)} for t, u in zip(times, values)]
    for mixture, temperature in (({3: 1}, 0), ({3: 1}, 1), ({4: 1}, 0.5), ({2: 0.6, 4: 0.8}, 0.3)):
        times = [0.02, 0.05, 0.1, 0.15]
        values = energies(mixture, temperature, times)
        rows += [{"mixture": mixture, "temperature": temperature, "time": t, "energy": text(u)} for t, u in zip(times, values)]
        print(rows[-1], flush=True)
    out = {
        "generator": "generate-dynamics.py",
        "versions": {"python": platform.python_version(), "mpmath": mp.__version__},
        "date": "2026-11-26",
        "energies": rows,
    }
    Path(__file__).with_name("dynamics.json").write_text(json.dumps(out, indent=1) + "\n")


if __name__ == "__main__":
    main()
