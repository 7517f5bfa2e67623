"""Answers the bench on standard input and output for pycontinuum, as its documentation says; bench/critical/index.mjs asks."""

import contextlib
import importlib.metadata
import json
import random
import sys
import time

import numpy as np
from pycontinuum import PolynomialSystem, polyvar, solve


def polynomial(terms, variables):
    total = 0
    for term in terms:
        product = term["coefficient"]
        for variable, power in zip(variables, term["powers"]):
            if power > 0:
                product = product * variable**power
        total = product + total
    return total


def solved(equations):
    n = len(equations) - 1
    variables = polyvar(*[f"x{i + 1}" for i in range(n)], "m")
    system = PolynomialSystem([polynomial(terms, variables) for terms in equations])
    random.seed(1)
    np.random.seed(1)
    start = time.perf_counter()
    # What it prints is no answer.
    with contextlib.redirect_stdout(sys.stderr):
        found = solve(system, variables=list(variables))
    seconds = time.perf_counter() - start
    points = [[complex(solution.values[x]) for x in variables[:n]] for solution in found.solutions]
    return {"seconds": seconds, "solutions": [[[x.real, x.imag] for x in point] for point in points]}


def main():
    for line in sys.stdin:
        match json.loads(line):
            case {"about": _}:
                reply = f"pycontinuum {importlib.metadata.version('pycontinuum')}, numpy {np.__version__}"
            case {"solve": {"equations": equations}}:
                reply = solved(equations)
        print(json.dumps(reply), flush=True)


main()
