"""Golden values for ts/statistics, from mpmath (distributions, 40 digits), numpy and scipy (intervals, fits, correlations).

    python -m pip install mpmath==1.4.1 numpy==2.4.6 scipy==1.16.3
    python generate.py      # writes statistics.json beside this file; a few seconds
"""

import json
import platform
from importlib.metadata import version
from pathlib import Path

import mpmath as mp
import numpy as np
from scipy import optimize, stats

mp.mp.dps = 40


def beta_sides(a, b, x):
    lower = mp.betainc(a, b, 0, x, regularized=True)
    return lower, mp.betainc(a, b, x, 1, regularized=True)


def gamma_sides(a, x):
    return mp.gammainc(a, 0, x, regularized=True), mp.gammainc(a, x, mp.inf, regularized=True)


def sides(name, parameters, x):
    """P(X <= x) and P(X > x)."""
    x = mp.mpf(x)
    if name == "normal":
        return mp.ncdf(x), mp.ncdf(-x)
    if name == "student":
        (freedom,) = parameters
        inner, outer = beta_sides(mp.mpf(1) / 2, mp.mpf(freedom) / 2, x**2 / (freedom + x**2))
        low, high = (1 + inner) / 2, outer / 2
        return (low, high) if x >= 0 else (high, low)
    if name == "chiSquared":
        (freedom,) = parameters
        return gamma_sides(mp.mpf(freedom) / 2, x / 2)
    if name == "beta":
        return beta_sides(*map(mp.mpf, parameters), x)
    above, below = map(mp.mpf, parameters)
    return beta_sides(above / 2, below / 2, above * x / (above * x + below))


SCIPY = {"normal": stats.norm, "student": stats.t, "chiSquared": stats.chi2, "beta": stats.beta, "fisher": stats.f}
PLACES = [
    ("normal", [], [-30, -5.5, -1, -1e-8, 0.3, 2, 7]),
    ("student", [1], [-300, -0.5, 0.1, 40]),
    ("student", [5], [-20, -2, 0.01, 3]),
    ("student", [2.5], [-4, 1]),
    ("student", [400], [-9, 1.96]),
    ("chiSquared", [1], [1e-6, 0.5, 30]),
    ("chiSquared", [7], [0.1, 6, 90]),
    ("chiSquared", [1000], [800, 1000, 1300]),
    ("beta", [0.5, 0.5], [1e-9, 0.5, 0.999]),
    ("beta", [3, 98], [1e-4, 0.03, 0.3]),
    ("beta", [250, 0.75], [0.9, 0.999, 0.9999]),
    ("beta", [2000, 3000], [0.35, 0.4, 0.43]),
    ("fisher", [2, 30], [0.01, 1, 8]),
    ("fisher", [15, 6], [0.3, 2, 40]),
]
PROBABILITIES = [1e-12, 1e-4, 0.025, 0.3, 0.5, 0.9, 0.975, 1 - 1e-6]


def quantile(name, parameters, probability):
    """scipy's, polished in 40 digits on the smaller side."""
    start = mp.mpf(float(SCIPY[name].ppf(probability, *parameters)))
    p = mp.mpf(probability)
    for _ in range(6):
        lower, upper = sides(name, parameters, start)
        miss = lower - p if p <= 0.5 else (1 - p) - upper
        density = mp.diff(lambda x: sides(name, parameters, x)[0], start, h=abs(start) * mp.mpf("1e-15") or mp.mpf("1e-15"))
        start -= miss / density
    return start


def distributions():
    points = [
        {"name": name, "parameters": parameters, "x": x, "cdf": float(lower), "tail": float(upper)}
        for name, parameters, xs in PLACES
        for x in xs
        for lower, upper in [sides(name, parameters, x)]
    ]
    quantiles = [
        {"name": name, "parameters": parameters, "probability": p, "x": float(quantile(name, parameters, p))}
        for name, parameters, _ in PLACES
        for p in PROBABILITIES
        if not (name in ("normal", "student") and p == 0.5)
    ]
    return points, quantiles


def intervals():
    shares = []
    for successes, trials in [(0, 20), (3, 20), (20, 20), (17, 3000), (499, 1000)]:
        test = stats.binomtest(successes, trials)
        for method in ("wilson", "exact"):
            for level in (0.95, 0.99):
                found = test.proportion_ci(level, method)
                shares.append(
                    {"method": method, "successes": successes, "trials": trials, "level": level, "low": found.low, "high": found.high}
                )
    means = [
        {"value": m, "error": e, "freedom": f, "level": level, "low": float(m - reach), "high": float(m + reach)}
        for m, e, f, level in [(-1.5, 0.02, 15, 0.95), (3, 1, 1, 0.9)]
        for reach in [e * quantile("student", [f], (1 + level) / 2)]
    ]
    return shares, means


def correlations():
    rng = np.random.Generator(np.random.PCG64(1))
    found = []
    for count, slope in [(12, 0.5), (200, -1.5), (40, 0.0)]:
        x = np.round(rng.normal(size=count), 3)
        y = np.round(slope * x + rng.normal(size=count), 1)
        r = stats.pearsonr(x, y)
        interval = r.confidence_interval(0.95)
        found.append(
            {
                "x": x.tolist(),
                "y": y.tolist(),
                "pearson": float(r.statistic),
                "low": float(interval.low),
                "high": float(interval.high),
                "spearman": float(stats.spearmanr(x, y).statistic),
            }
        )
    return found


def fits():
    rng = np.random.Generator(np.random.PCG64(2))
    x = np.array([10.0, 25, 50, 100, 250, 500])
    errors = np.array([6e-3, 5e-3, 4e-3, 3e-3, 2e-3, 1.5e-3])
    values = -1.62 + 1.4 * x**-0.6 + errors * rng.normal(size=6)

    def linear(columns):
        weighted = np.stack(columns, axis=1) / errors[:, None]
        covariance = np.linalg.inv(weighted.T @ weighted)
        coefficients = covariance @ weighted.T @ (values / errors)
        residual = values / errors - weighted @ coefficients
        return {
            "coefficients": coefficients.tolist(),
            "errors": np.sqrt(np.diag(covariance)).tolist(),
            "chiSquared": float(residual @ residual),
        }

    found, covariance = optimize.curve_fit(
        lambda x, a, b, e: a + b * x**-e, x, values, p0=(-1.6, 1.4, 0.6), sigma=errors, absolute_sigma=True, xtol=1e-14, ftol=1e-14, gtol=1e-14
    )
    residual = (values - found[0] - found[1] * x ** -found[2]) / errors
    return {
        "x": x.tolist(),
        "values": values.tolist(),
        "errors": errors.tolist(),
        "line": linear([np.ones(6), x ** (-2 / 3)]),
        "three": linear([np.ones(6), x ** (-2 / 3), 1 / x]),
        "exponent": {
            "coefficients": found.tolist(),
            "errors": np.sqrt(np.diag(covariance)).tolist(),
            "chiSquared": float(residual @ residual),
        },
    }


def quantiles():
    rng = np.random.Generator(np.random.PCG64(3))
    values = np.round(rng.normal(size=37), 3)
    return {"values": values.tolist(), "at": [[q, float(np.quantile(values, q))] for q in (0, 0.1, 0.25, 0.5, 0.99, 1)]}


points, inverses = distributions()
shares, means = intervals()
Path(__file__).with_name("statistics.json").write_text(
    json.dumps(
        {
            "versions": {"python": platform.python_version(), **{name: version(name) for name in ("mpmath", "numpy", "scipy")}},
            "distributions": points,
            "quantiles": inverses,
            "shares": shares,
            "means": means,
            "correlations": correlations(),
            "fits": fits(),
            "sampleQuantiles": quantiles(),
        },
        indent=1,
    )
    + "\n"
)
