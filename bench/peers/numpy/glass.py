"""Answers the bench on standard input and output for dense numpy on one thread; bench/glass/solver.mjs says in what words."""

import itertools
import json
import math
import sys
import time
from pathlib import Path

import numpy as np

PAIRS = 30


def symmetric(tensor):
    """The mean over all orders of the indices: its contractions are gradients."""
    orders = list(itertools.permutations(range(tensor.ndim)))
    return sum(tensor.transpose(order) for order in orders) / len(orders)


class Glass:
    def __init__(self, folder, n, p, precision, tensor):
        kind = np.float32 if precision == "f32" else np.float64
        self.n, self.p = n, p
        if tensor:
            couplings = symmetric(np.fromfile(Path(folder) / "tensor").reshape((n,) * p))
        else:
            couplings = np.random.default_rng(1).standard_normal(n**p, dtype=kind)
        self.couplings = np.ascontiguousarray(couplings, dtype=kind).reshape(n ** (p - 1), n)
        self.scale = kind(n ** (-(p - 1) / 2))
        self.states = np.fromfile(Path(folder) / "states").reshape(-1, n).astype(kind)

    def gemv(self, states):
        """A state at a time: p − 1 products of a matrix and a vector."""
        energies, gradients = np.empty(len(states), states.dtype), np.empty_like(states)
        for b, state in enumerate(states):
            field = self.couplings @ state
            while field.size > self.n:
                field = field.reshape(-1, self.n) @ state
            energies[b] = self.scale * (field @ state)
            gradients[b] = self.p * self.scale * field
        return energies, gradients

    def gemm(self, states):
        """One product of two matrices for all states, then contractions by each."""
        field = states @ self.couplings.T
        vectors = states[:, :, None]
        while field.shape[1] > self.n:
            field = np.matmul(field.reshape(len(states), -1, self.n), vectors)[:, :, 0]
        return self.scale * np.einsum("bi,bi->b", field, states), self.p * self.scale * field


def rows(x, y):
    return np.einsum("...i,...i->...", x, y)


def project(at, vectors):
    """Tangent to the sphere at each row."""
    return vectors - (rows(at, vectors) / at.shape[-1])[..., None] * at


class Descents:
    """L-BFGS on the sphere for all replicas at once, each in its own line search: the rules of crates/core/src/optimise."""

    def __init__(self, glass, states, tolerance):
        self.glass, self.tolerance = glass, tolerance
        b, n = states.shape
        self.radius = math.sqrt(n)
        self.trial = states * (self.radius / np.linalg.norm(states, axis=1))[:, None]
        self.point, self.energy, self.gradient = (np.zeros((b, n)), np.zeros(b), np.zeros((b, n)))
        self.direction, self.slope = np.zeros((b, n)), np.zeros(b)
        self.step, self.stretch = np.zeros(b), np.ones(b)
        self.steps, self.changes = np.zeros((b, PAIRS, n)), np.zeros((b, PAIRS, n))
        self.inverses, self.filled = np.zeros((b, PAIRS)), np.zeros(b, dtype=int)
        self.evaluations, self.fresh = np.zeros(b, dtype=int), True
        self.replica = np.arange(b)
        self.ended = {}

    def run(self):
        while len(self.replica):
            energy, gradient = self.glass.gemm(self.trial)
            gradient = project(self.trial, gradient)
            self.evaluations += 1
            if self.fresh:
                accepted = np.ones(len(energy), dtype=bool)
            else:
                slope = rows(gradient, self.direction) / self.stretch
                change = energy - self.energy
                flat = change <= 1e-12 * np.abs(self.energy)
                enough = change <= 1e-3 * self.step * self.slope
                accepted = enough | (flat & (slope <= (2e-3 - 1) * self.slope))
                refused = ~accepted
                with np.errstate(divide="ignore", invalid="ignore"):
                    secant = self.slope / (self.slope - slope)
                shrink = np.where(np.isfinite(secant), np.clip(secant, 0.1, 0.5), 0.5)
                self.step[refused] *= shrink[refused]
                self.learn(np.flatnonzero(accepted), gradient)
            self.fresh = False
            self.point[accepted] = self.trial[accepted]
            self.energy[accepted] = energy[accepted]
            self.gradient[accepted] = gradient[accepted]
            done = accepted & (np.linalg.norm(self.gradient, axis=1) <= self.tolerance * self.radius)
            for row in np.flatnonzero(done):
                self.ended[self.replica[row]] = (self.energy[row] / self.glass.n, self.evaluations[row])
            if done.any():
                accepted = accepted[~done]
                self.keep(~done)
            self.choose(np.flatnonzero(accepted))
            trial = self.point + self.step[:, None] * self.direction
            self.stretch = np.linalg.norm(trial, axis=1) / self.radius
            self.trial = trial / self.stretch[:, None]
        return [self.ended[replica] for replica in sorted(self.ended)]

    def keep(self, rest):
        for name in (
            "trial point energy gradient direction slope step stretch steps changes inverses filled evaluations replica"
        ).split():
            setattr(self, name, getattr(self, name)[rest])

    def learn(self, which, gradient):
        at = self.trial[which]
        step = project(at, self.step[which, None] * self.direction[which])
        change = gradient[which] - project(at, self.gradient[which])
        self.steps[which] = project(at[:, None], self.steps[which])
        self.changes[which] = project(at[:, None], self.changes[which])
        curvatures = rows(self.steps[which], self.changes[which])
        self.inverses[which] = np.divide(1, curvatures, out=np.zeros_like(curvatures), where=curvatures != 0)
        curvature = rows(step, change)
        good = curvature > 1e-10 * rows(step, step)
        kept = which[good]
        for array, value in ((self.steps, step), (self.changes, change), (self.inverses, 1 / curvature)):
            array[kept, :-1] = array[kept, 1:]
            array[kept, -1] = value[good]
        self.filled[kept] = np.minimum(self.filled[kept] + 1, PAIRS)

    def choose(self, which):
        direction = -self.gradient[which]
        steps, changes, inverses = self.steps[which], self.changes[which], self.inverses[which]
        used = range(PAIRS - self.filled[which].max(initial=0), PAIRS)
        weights = np.zeros((len(which), PAIRS))
        for pair in reversed(used):
            weights[:, pair] = inverses[:, pair] * rows(steps[:, pair], direction)
            direction -= weights[:, pair, None] * changes[:, pair]
        filled = self.filled[which] > 0
        last = inverses[:, -1] * rows(changes[:, -1], changes[:, -1])
        direction *= np.divide(1, last, out=np.ones_like(last), where=filled)[:, None]
        for pair in used:
            correction = weights[:, pair] - inverses[:, pair] * rows(changes[:, pair], direction)
            direction += correction[:, None] * steps[:, pair]
        direction = project(self.point[which], direction)
        length = np.linalg.norm(direction, axis=1)
        natural = np.where(filled, 1.0, 0.05 * self.radius / length)
        self.direction[which] = direction
        self.slope[which] = rows(self.gradient[which], direction)
        self.step[which] = np.minimum(natural, 0.25 * self.radius / length)


def main():
    glass = None
    for line in sys.stdin:
        match json.loads(line):
            case {"about": _}:
                reply = f"numpy {np.__version__}"
            case {"load": folder, "n": n, "p": p, "precision": precision, "tensor": tensor}:
                glass, reply = None, "ok"
                glass = Glass(folder, n, p, precision, tensor)
            case {"evaluate": form, "loops": loops, **rest}:
                evaluate = getattr(glass, form)
                start = time.perf_counter()
                for _ in range(loops):
                    energies, gradients = evaluate(glass.states)
                reply = {"seconds": (time.perf_counter() - start) / loops}
                if "path" in rest:
                    np.concatenate([energies, gradients.ravel()]).astype(np.float64).tofile(rest["path"])
            case {"descend": tolerance, "replicas": replicas}:
                starts = np.random.default_rng(1).standard_normal((replicas, glass.n))
                start = time.perf_counter()
                found = Descents(glass, starts, tolerance).run()
                seconds = time.perf_counter() - start
                energies, evaluations = zip(*found)
                reply = {"seconds": seconds, "energies": energies, "evaluations": [int(e) for e in evaluations]}
        print(json.dumps(reply), flush=True)


main()
