"""Every real critical point of small pure spherical glasses, by a method that shares nothing with the package.

A critical point is, but for its length, a solution of T x^(p-1) = x with T the symmetric tensor. Macaulay's matrix in degree n(p-2)+1 expresses
every monomial in those whose exponents are at most p-2; multiplication by a linear form is then a matrix of order (p-1)^n whose
eigenvectors hold all complex solutions. It is solved in balls of 400 bits (python-flint), the solutions are polished by Newton's
iteration at 60 digits (mpmath), and they must be (p-1)^n - 1 beside 0, all distinct. One of each pair s, -s is kept.

Philox4x32-10 and Box-Muller are written out here. Run: python3 generate.py > points.json (python-flint 0.9, mpmath 1.4; made 2026-11-27).
"""

import itertools
import json
import math
import random

import flint
import mpmath
from flint import acb, acb_mat, arb, arb_mat

flint.ctx.prec = 400
mpmath.mp.dps = 60
MASK = 0xFFFFFFFF

CASES = (
    [(2, 3, seed) for seed in range(1, 7)]
    + [(3, 3, seed) for seed in range(1, 7)]
    + [(4, 3, seed) for seed in range(1, 7)]
    + [(5, 3, seed) for seed in range(1, 5)]
    + [(2, 4, seed) for seed in range(1, 5)]
    + [(3, 4, seed) for seed in range(1, 5)]
    + [(2, 5, seed) for seed in range(1, 3)]
    + [(3, 5, 1), (2, 6, 1), (2, 6, 2)]
)


def philox(counter, key):
    counter, key = list(counter), list(key)
    for _ in range(10):
        a, b = 0xD2511F53 * counter[0], 0xCD9E8D57 * counter[2]
        counter = [(b >> 32) ^ counter[1] ^ key[0], b & MASK, (a >> 32) ^ counter[3] ^ key[1], a & MASK]
        key = [(key[0] + 0x9E3779B9) & MASK, (key[1] + 0xBB67AE85) & MASK]
    return counter


assert philox([0] * 4, [0] * 2) == [0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8]


def normals(seed, step, count):
    out, block = [], 0
    while len(out) < count:
        x = philox([block, step, 0, 2], [seed & MASK, seed >> 32])
        u = [(((hi << 32 | lo) >> 11) + 0.5) / 2.0**53 for lo, hi in ((x[0], x[1]), (x[2], x[3]))]
        r = math.sqrt(-2 * math.log(u[0]))
        out += [r * math.cos(2 * math.pi * u[1]), r * math.sin(2 * math.pi * u[1])]
        block += 1
    return out[:count]


def couplings(n, p, seed):
    """sqrt(m) g of each multiset of indices, as exponents: the coefficients of n^((p-1)/2) H."""
    sets = list(itertools.combinations_with_replacement(range(n), p))
    draws = normals(seed, 0 if p == 3 else p, len(sets))
    found = {}
    for indices, g in zip(sets, draws):
        exponents = tuple(indices.count(i) for i in range(n))
        permutations = math.factorial(p)
        for e in exponents:
            permutations //= math.factorial(e)
        found[exponents] = math.sqrt(permutations) * g
    return found


def equations(n, p, form):
    """Coefficients of (grad F)_i / p - x_i."""
    all_equations = []
    for i in range(n):
        equation = {}
        for exponents, coupling in form.items():
            if exponents[i] > 0:
                lower = tuple(e - (j == i) for j, e in enumerate(exponents))
                equation[lower] = mpmath.mpf(coupling) * exponents[i] / p
        unit = tuple(int(j == i) for j in range(n))
        equation[unit] = equation.get(unit, 0) - 1
        all_equations.append(equation)
    return all_equations


def to_arb(x):
    return arb(mpmath.nstr(x, 50))


def solutions(n, p, system):
    top = n * (p - 2) + 1
    monomials = [e for e in itertools.product(range(top + 1), repeat=n) if sum(e) <= top]
    basis = [e for e in monomials if max(e) <= p - 2]
    others = [e for e in monomials if max(e) > p - 2]
    place = {e: k for k, e in enumerate(others)}
    basis_place = {e: k for k, e in enumerate(basis)}
    left = arb_mat(len(others), len(others))
    right = arb_mat(len(others), len(basis))
    for row, e in enumerate(others):
        i = next(i for i in range(n) if e[i] > p - 2)
        shift = tuple(a - (p - 1) * (j == i) for j, a in enumerate(e))
        for exponents, coefficient in system[i].items():
            whole = tuple(a + b for a, b in zip(shift, exponents))
            if whole in place:
                left[row, place[whole]] = to_arb(coefficient)
            else:
                right[row, basis_place[whole]] = -to_arb(coefficient)
    reduced = left.solve(right)
    weights = [arb(random.Random(i).random() + 0.5) for i in range(n)]
    multiply = acb_mat(len(basis), len(basis))
    for row, e in enumerate(basis):
        for i in range(n):
            whole = tuple(a + (j == i) for j, a in enumerate(e))
            if whole in basis_place:
                multiply[row, basis_place[whole]] += acb(weights[i])
            else:
                for column in range(len(basis)):
                    multiply[row, column] += acb(weights[i] * reduced[place[whole], column])
    middle = acb_mat([[multiply[i, j].mid() for j in range(len(basis))] for i in range(len(basis))])
    _, vectors = middle.eig(right=True, algorithm="approx")
    one = basis_place[(0,) * n]
    units = [basis_place[tuple(int(j == i) for j in range(n))] for i in range(n)]
    number = lambda z: mpmath.mpc(mpmath.mpf(z.real.mid().str(60, radius=False)), mpmath.mpf(z.imag.mid().str(60, radius=False)))
    found = []
    for column in range(len(basis)):
        x = [number(vectors[u, column]) / number(vectors[one, column]) for u in units]
        found.append(polish(n, system, x))
    return found


def polish(n, system, x):
    for _ in range(6):
        values = mpmath.matrix(n, 1)
        jacobian = mpmath.matrix(n, n)
        for i, equation in enumerate(system):
            for exponents, coefficient in equation.items():
                term = coefficient
                for j, e in enumerate(exponents):
                    term *= x[j] ** e
                values[i] += term
                for j, e in enumerate(exponents):
                    if e > 0:
                        slope = coefficient * e
                        for k, f in enumerate(exponents):
                            slope *= x[k] ** (f - (k == j))
                        jacobian[i, j] += slope
        step = mpmath.lu_solve(jacobian, values)
        x = [a - b for a, b in zip(x, step)]
    assert max(abs(s) for s in step) < mpmath.mpf(10) ** -45 * max(1, max(abs(a) for a in x))
    return x


def real_points(n, p, form):
    system = equations(n, p, form)
    found = solutions(n, p, system)
    assert len(found) == (p - 1) ** n
    for a, b in itertools.combinations(found, 2):
        assert max(abs(s - t) for s, t in zip(a, b)) > mpmath.mpf(10) ** -20
    points = []
    for x in found:
        if max(abs(a) for a in x) < mpmath.mpf(10) ** -30:
            continue
        largest = max(x, key=abs)
        y = [a / largest for a in x]
        if max(abs(a.imag) for a in y) > mpmath.mpf(10) ** -30:
            continue
        length = mpmath.sqrt(sum(a.real**2 for a in y))
        state = [mpmath.sqrt(n) * a.real / length for a in y]
        # p - 2 solutions are one but for factors that are roots of 1.
        if any(max(abs(s - t) for s, t in zip(state, other)) < mpmath.mpf(10) ** -20 for other in points):
            continue
        points.append(state)
    return points


def energy(n, p, form, state):
    total = mpmath.mpf(0)
    for exponents, coupling in form.items():
        term = mpmath.mpf(coupling)
        for s, e in zip(state, exponents):
            term *= s**e
        total += term
    return total / mpmath.mpf(n) ** (mpmath.mpf(p - 1) / 2) / n


def case(n, p, seed):
    form = couplings(n, p, seed)
    points = real_points(n, p, form)
    rows = [[float(energy(n, p, form, state))] + [float(s) for s in state] for state in points]
    return {"n": n, "p": p, "seed": seed, "points": sorted(rows)}


print(json.dumps([case(*which) for which in CASES]).replace("]]}, ", "]]},\n"))
