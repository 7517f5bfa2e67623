"""Golden values of the cubic spherical glass, by code that shares nothing with the package.

Philox4x32-10 and Box-Muller are written out here; the energy, gradient, Hessian and sphere spectrum come from full
tensors and numpy's einsum and eigvalsh. Run: python3 generate.py > glass.json (numpy 2.x; made 2026-11-23).
"""

import itertools
import json
import math
import sys

import numpy as np

MASK = 0xFFFFFFFF


def philox(counter, key):
    counter, key = list(counter), list(key)
    for _ in range(10):
        a, b = 0xD2511F53 * counter[0], 0xCD9E8D57 * counter[2]
        counter = [(b >> 32) ^ counter[1] ^ key[0], b & MASK, (a >> 32) ^ counter[3] ^ key[1], a & MASK]
        key = [(key[0] + 0x9E3779B9) & MASK, (key[1] + 0xBB67AE85) & MASK]
    return counter


assert philox([0] * 4, [0] * 2) == [0x6627E8D5, 0xE169C58D, 0xBC57AC4C, 0x9B00DBD8]


def normals(seed, purpose, replica, step, count):
    out, block = [], 0
    while len(out) < count:
        x = philox([block, step, replica, purpose], [seed & MASK, seed >> 32])
        u = [(((hi << 32 | lo) >> 11) + 0.5) / 2.0**53 for lo, hi in ((x[0], x[1]), (x[2], x[3]))]
        r = math.sqrt(-2 * math.log(u[0]))
        out += [r * math.cos(2 * math.pi * u[1]), r * math.sin(2 * math.pi * u[1])]
        block += 1
    return out[:count]


def symmetric_tensor(n, seed):
    """The symmetric S with sum S s s s = sum over multisets of sqrt(m) g s s s."""
    triples = list(itertools.combinations_with_replacement(range(n), 3))
    s = np.zeros((n, n, n))
    for (i, j, k), g in zip(triples, normals(seed, 2, 0, 0, len(triples))):
        permutations = set(itertools.permutations((i, j, k)))
        for t in permutations:
            s[t] = g / math.sqrt(len(permutations))
    return s / n


cases = []
for n, seed in [(2, 1), (3, 2), (5, 2**40 + 3), (10, 4), (17, 5), (30, 2**64 - 1)]:
    s = symmetric_tensor(n, seed)
    state = np.array(normals(seed, 3, 7, 0, n))
    state *= math.sqrt(n / (state @ state))
    hessian = 6 * np.einsum("ijk,k->ij", s, state)
    gradient = 3 * np.einsum("ijk,j,k->i", s, state, state)
    basis = np.linalg.svd(state[None, :])[2][1:]
    sphere = basis @ hessian @ basis.T - (state @ gradient / n) * np.eye(n - 1)
    cases.append(
        {
            "n": n,
            "seed": str(seed),
            "state": state.tolist(),
            "energy": float(np.einsum("ijk,i,j,k->", s, state, state, state)),
            "gradient": gradient.tolist(),
            "hessianRow": hessian[0].tolist(),
            "hessianNorm": float(np.linalg.norm(hessian)),
            "spectrum": np.linalg.eigvalsh(sphere).tolist(),
        }
    )
json.dump(
    {
        "made": "2026-11-23 by generate.py",
        "numpy": np.__version__,
        "python": sys.version.split()[0],
        "normals": {"seed": "1", "purpose": 2, "values": normals(1, 2, 0, 0, 8)},
        "cases": cases,
    },
    sys.stdout,
)
print()
