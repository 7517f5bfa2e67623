"""Answers the bench on standard input and output for numpy and LAPACK's dsytrf; bench/eigen/peer.mjs says in what words."""

import ctypes
import sys
import time
from pathlib import Path

import numpy as np


def lapack():
    """numpy's own OpenBLAS, for what numpy does not bind: the library, with the suffix and integers that it was built with."""
    package = Path(np.__file__).parent
    for folder in (package.parent / "numpy.libs", package / ".dylibs"):
        for path in sorted(folder.glob("*openblas*")):
            library = ctypes.CDLL(str(path))
            if hasattr(library, "scipy_dsytrf_64_"):
                return library
    return None


LIBRARY = lapack()


def dsytrf(a):
    """The factor and the pivots of a row-major symmetric matrix of which the lower triangle is read: LAPACK's upper one."""
    n = len(a)
    a = a.copy()
    pivots = np.empty(n, dtype=np.int64)
    info = ctypes.c_int64()
    order = ctypes.byref(ctypes.c_int64(n))

    def call(work, length):
        LIBRARY.scipy_dsytrf_64_(
            b"U", order, a.ctypes.data_as(ctypes.c_void_p), order, pivots.ctypes.data_as(ctypes.c_void_p),
            work.ctypes.data_as(ctypes.c_void_p), ctypes.byref(ctypes.c_int64(length)), ctypes.byref(info),
            ctypes.c_size_t(1),
        )  # fmt: skip

    best = np.empty(1)
    call(best, -1)
    call(np.empty(int(best[0])), int(best[0]))
    assert info.value >= 0, info.value
    return a, pivots


def inertia(a):
    """Signs of the blocks of D; a 2×2 block, which has two negative pivots, has one eigenvalue of each sign."""
    factor, pivots = dsytrf(a)
    alone = np.diag(factor)[pivots > 0]
    blocks = np.count_nonzero(pivots < 0) // 2
    return np.array([np.sum(alone < 0) + blocks, np.sum(alone == 0), np.sum(alone > 0) + blocks], dtype=float)


TASKS = {"values": np.linalg.eigvalsh, "pairs": np.linalg.eigh, "inertia": inertia}


def flat(answer):
    """Values, then vectors one after another."""
    if isinstance(answer, tuple):
        return np.concatenate([answer[0], answer[1].T.ravel()])
    return answer.ravel()


def about():
    blas = "its BLAS"
    if LIBRARY is not None:
        name = LIBRARY.scipy_openblas_get_config64_
        name.restype = ctypes.c_char_p
        core = LIBRARY.scipy_openblas_get_corename64_
        core.restype = ctypes.c_char_p
        blas = f"{' '.join(name().decode().split()[:2])} {core().decode()}"
    return f"numpy {np.__version__}, {blas}"


def main():
    matrices = None
    for line in sys.stdin:
        # Only the last word, a path, may hold spaces.
        request, *rest = line.rstrip("\n").split(" ", 3 if line.startswith("load") else 2)
        match request, rest:
            case "about", []:
                reply = about()
            case "tasks", []:
                reply = " ".join(task for task in TASKS if task != "inertia" or LIBRARY is not None)
            case "load", [n, count, path]:
                matrices = np.fromfile(path).reshape((int(count), int(n), int(n)))
                if int(count) == 1:
                    matrices = matrices[0]
                reply = "ok"
            case "time", [task, loops]:
                start = time.perf_counter()
                for _ in range(int(loops)):
                    TASKS[task](matrices)
                reply = repr(time.perf_counter() - start)
            case "write", [task, path]:
                start = time.perf_counter()
                answer = TASKS[task](matrices)
                reply = repr(time.perf_counter() - start)
                flat(answer).tofile(path)
        print(reply, flush=True)


main()
