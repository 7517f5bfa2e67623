"""Symmetric matrices and their eigenvalues to the last bit, for the tests of the eigen-solver.

    pip install mpmath==1.4.1
    python generate.py > eigenvalues.txt

Eigenvalues by mpmath's `eigsy` (Householder and QL) at 50 digits beyond the matrix's range, rounded to doubles.
Entries are the doubles that the file holds, so the matrices are exact. Takes half a minute.
"""

import datetime
import math
import random
import sys

import mpmath

TINY = 5e-324


def digits_needed(rows):
    """50, and as many as lie between the largest and the smallest entry."""
    sizes = [math.log10(abs(x)) if abs(x) > 1e-300 else -324 for row in rows for x in row if x]
    return 50 + int(max(sizes) - min(sizes)) if sizes else 50


def eigenvalues(rows):
    n = len(rows)
    if n == 0:
        return []
    mpmath.mp.dps = digits_needed(rows)
    matrix = mpmath.matrix(n, n)
    for i in range(n):
        for j in range(i + 1):
            matrix[i, j] = matrix[j, i] = mpmath.mpf(rows[i][j])
    values = mpmath.eigsy(matrix, eigvals_only=True)
    return sorted(float(value) for value in values)


def lower(n, entry):
    return [[float(entry(i, j)) for j in range(i + 1)] for i in range(n)]


def goe(n, rng):
    """Variance 1 off the diagonal, 2 on it; multiples of 2^-10, to keep the file short."""
    return lower(n, lambda i, j: round(rng.gauss(0, math.sqrt(2) if i == j else 1) * 1024) / 1024)


def similar(values, rng):
    """A double near Q diag(values) Q^T for a random reflection Q."""
    n = len(values)
    u = [rng.gauss(0, 1) for _ in range(n)]
    norm = sum(x * x for x in u)
    q = [[(i == j) - 2 * u[i] * u[j] / norm for j in range(n)] for i in range(n)]
    return lower(n, lambda i, j: sum(q[i][k] * values[k] * q[j][k] for k in range(n)))


def with_entry(rows, i, j, value):
    rows[i][j] = value
    return rows


def cases():
    rng = random.Random(20261123)
    for n in (0, 1, 2, 3, 4, 5, 8, 13, 32, 33, 64, 100, 150):
        yield f"goe {n}", goe(n, rng)
    yield "zero", lower(5, lambda i, j: 0)
    yield "identity", lower(6, lambda i, j: i == j)
    yield "ones", lower(8, lambda i, j: 1)
    yield "Wilkinson W21+", lower(21, lambda i, j: abs(10 - i) if i == j else i == j + 1)
    yield "Wilkinson W21-", lower(21, lambda i, j: 10 - i if i == j else i == j + 1)
    yield "clustered", similar([1 + k * 1e-12 for k in range(10)] + [-2.0] * 5 + [3.0] * 5, rng)
    yield "graded, smallest first", lower(16, lambda i, j: rng.gauss(0, 1) * 10.0 ** (10 * (i + j) - 150))
    yield "graded, largest first", lower(16, lambda i, j: rng.gauss(0, 1) * 10.0 ** (150 - 10 * (i + j)))
    ramp = [math.floor(rng.random() * 2**20) / 2**20 for _ in range(25)]
    yield "rank one plus diagonal", lower(25, lambda i, j: (i + 1) * (i == j) + ramp[i] * ramp[j])
    yield "Hilbert 12", lower(12, lambda i, j: 1 / (i + j + 1))
    yield "one huge entry on the diagonal", with_entry(goe(8, rng), 3, 3, 1e300)
    yield "one huge entry off the diagonal", with_entry(goe(8, rng), 5, 2, 1e300)
    yield "largest doubles", lower(5, lambda i, j: rng.choice([-1, 1]) * sys.float_info.max / 8)
    yield "smallest normal numbers", lower(7, lambda i, j: rng.gauss(0, 1) * 2.0**-1021)
    yield "denormals", lower(6, lambda i, j: rng.randint(-4000, 4000) * TINY)
    yield "least denormal", lower(3, lambda i, j: TINY)
    blocks = goe(10, rng)
    yield "zeros off the diagonal", lower(10, lambda i, j: blocks[i][j] if i // 3 == j // 3 else 0)
    yield "blocks of unlike size", lower(9, lambda i, j: (i // 3 == j // 3) * (2 + (i == j)) * 1e-30 ** (i // 3))
    yield "tiny beside one", lower(6, lambda i, j: 1 if i == j == 0 else rng.gauss(0, 1) * 1e-160)


def main():
    print(f"# eigenvalues of symmetric matrices; generate.py, mpmath {mpmath.__version__},", end=" ")
    print(f"Python {sys.version.split()[0]}, {datetime.date.today()}")
    for name, rows in cases():
        print(f"case {name}")
        for row in rows:
            print("row", *(repr(x).removesuffix(".0") for x in row))
        print("values", *(repr(x).removesuffix(".0") for x in eigenvalues(rows)))


main()
