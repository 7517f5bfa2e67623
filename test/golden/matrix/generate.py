"""One symmetric matrix in every format that `losscape eigen` reads, and its eigenvalues.

    pip install numpy==2.4.6 scipy==1.17.1 mpmath==1.4.1
    python generate.py

The files are written by numpy and scipy, the eigenvalues by mpmath's `eigsy` at 40 digits, rounded to doubles.
Entries are multiples of 1/4, which every format and float32 hold exactly; what holds whole numbers holds four times the
matrix, without a sign the moduli of these, and a pattern or bool where it is not 0.
"""

import gzip
import json
import pathlib

import mpmath
import numpy
import scipy.io
import scipy.sparse

HERE = pathlib.Path(__file__).parent
N = 6
A = numpy.array([[((7 * i + 3 * j) * (3 * i + 7 * j) % 23 - 9) / 4 * ((i + j) % 4 != 1) for j in range(N)] for i in range(N)])
A = A + 0.0  # no -0.0, which text writes as 0
assert (A == A.T).all()


def npy(name, array, version=(1, 0)):
    with open(HERE / f"{name}.npy", "wb") as file:
        numpy.lib.format.write_array(file, array, version=version)


def mtx(name, matrix, **options):
    scipy.io.mmwrite(HERE / f"{name}.mtx", matrix, comment=" written by scipy", **options)


npy("c-order", A)
npy("fortran-order", numpy.asfortranarray(A))
npy("big-endian", A.astype(">f8"))
npy("float32", A.astype("<f4"))
npy("float32-big-endian-fortran", numpy.asfortranarray(A.astype(">f4")))
npy("version-2", A, version=(2, 0))
npy("version-3", A, version=(3, 0))

for kind in ["int8", "int16", "int32", "int64", "uint8", "uint16", "uint32", "uint64", "bool", "float16"]:
    npy(kind, (numpy.abs(4 * A) if kind.startswith("u") else 4 * A).astype(kind))
npy("int64-big-endian-fortran", numpy.asfortranarray((4 * A).astype(">i8")))
npy("int64-too-large", numpy.array([[2**53 + 1]]))

numpy.savez(HERE / "stored.npz", matrix=A)
numpy.savez_compressed(HERE / "deflated.npz", other=numpy.arange(3), matrix=A)

mtx("array-general", A, symmetry="general")
mtx("array-symmetric", A, symmetry="symmetric")
mtx("coordinate-general", scipy.sparse.coo_matrix(A), symmetry="general")
mtx("coordinate-symmetric", scipy.sparse.coo_matrix(A), symmetry="symmetric")
mtx("integer", scipy.sparse.coo_matrix((4 * A).astype(int)), symmetry="symmetric", field="integer")

mtx("pattern-symmetric", scipy.sparse.coo_matrix(A), symmetry="symmetric", field="pattern")
mtx("pattern-general", scipy.sparse.coo_matrix(A), symmetry="general", field="pattern")
mtx("unsigned-integer", scipy.sparse.coo_matrix(numpy.abs(4 * A).astype("uint64")), symmetry="symmetric")
(HERE / "coordinate-symmetric.mtx.gz").write_bytes(gzip.compress((HERE / "coordinate-symmetric.mtx").read_bytes(), mtime=0))

numpy.savetxt(HERE / "comma.csv", A, delimiter=",")
numpy.savetxt(HERE / "semicolon.csv", A, delimiter=";", fmt="%g", header="six rows")
numpy.savetxt(HERE / "spaces.csv", A)

mpmath.mp.dps = 40
eigenvalues = sorted(float(value) for value in mpmath.eigsy(mpmath.matrix(A.tolist()), eigvals_only=True))
(HERE / "matrix.json").write_text(json.dumps({"entries": A.ravel().tolist(), "eigenvalues": eigenvalues}) + "\n")
