"""Small networks with their outputs, loss, gradient and second derivatives by automatic differentiation in f64.

    pip install torch==2.15.0 mpmath==1.3.0
    python generate.py > networks.txt

Torch's `torch.func` differentiates losses written out below; it shares nothing with the package. Values and derivatives of
activations, far from 0 too, are mpmath's at 60 digits. Takes half a minute.
"""

import datetime
import random
import sys

import mpmath
import torch

torch.set_default_dtype(torch.float64)
torch.set_num_threads(1)

ACTIVATIONS = {
    "relu": torch.relu,
    "tanh": torch.tanh,
    "softplus": lambda z: torch.relu(z) + torch.log1p(torch.exp(-z.abs())),
    "linear": lambda z: z,
}


def one_hot(outputs, labels):
    return torch.nn.functional.one_hot(labels, outputs.shape[1]).to(outputs)


def cross_entropy(outputs, labels):
    """ln sum exp, less the largest output: where its probability is near 1, derivatives of logsumexp cancel."""
    top = one_hot(outputs, outputs.argmax(1))
    below = outputs - (outputs * top).sum(1, keepdim=True)
    rest = (torch.exp(below) * (1 - top)).sum(1)
    return torch.log1p(rest) - (below * one_hot(outputs, labels)).sum(1)


def squared(outputs, labels):
    return 0.5 * ((outputs - one_hot(outputs, labels)) ** 2).sum(1)


def absolute(outputs, labels):
    return (outputs - one_hot(outputs, labels)).abs().sum(1)


def one_vs_all(outputs, labels):
    signs = 2 * one_hot(outputs, labels) - 1
    return torch.relu(1 - signs * outputs).sum(1)


def weston_watkins(outputs, labels):
    wrong = 1 - one_hot(outputs, labels)
    chosen = (outputs * (1 - wrong)).sum(1, keepdim=True)
    return (wrong * torch.relu(1 + outputs - chosen)).sum(1)


def crammer_singer(outputs, labels):
    chosen = one_hot(outputs, labels)
    rival = torch.where(chosen > 0, -torch.inf, outputs).max(1).values
    return torch.relu(1 + rival - (outputs * chosen).sum(1))


LOSSES = {
    "cross-entropy": cross_entropy,
    "squared": squared,
    "absolute": absolute,
    "hinge-one-vs-all": one_vs_all,
    "hinge-weston-watkins": weston_watkins,
    "hinge-crammer-singer": crammer_singer,
}
CURVED = ("cross-entropy", "squared")


def parameters_of(layers, biases):
    return sum((i + biases) * o for i, o in zip(layers, layers[1:]))


def forward(layers, activation, biases, weights, inputs):
    values, at = inputs, 0
    for l, (i, o) in enumerate(zip(layers, layers[1:])):
        values = values @ weights[at : at + i * o].reshape(o, i).T
        at += i * o
        if biases:
            values = values + weights[at : at + o]
            at += o
        if l + 2 < len(layers):
            values = ACTIVATIONS[activation](values)
    return values


def line(name, tensor):
    print(name, *(format(x, ".15g") for x in tensor.flatten().tolist()))


def lower(matrix):
    return torch.cat([row[: i + 1] for i, row in enumerate(matrix)])


def case(name, layers, activation, loss, biases, weights, inputs, labels, vector):
    outputs_at = lambda w: forward(layers, activation, biases, w, inputs)
    loss_at = lambda w: LOSSES[loss](outputs_at(w), labels).mean()
    print("case", name)
    print("network", ",".join(map(str, layers)), activation, loss, "biases" if biases else "no-biases")
    line("inputs", inputs)
    line("labels", labels)
    line("weights", weights)
    line("outputs", outputs_at(weights))
    line("loss", loss_at(weights))
    line("gradient", torch.func.grad(loss_at)(weights))
    line("hessian", lower(torch.func.hessian(loss_at)(weights)))
    line("vector", vector)
    line("product", torch.func.jvp(torch.func.grad(loss_at), (weights,), (vector,))[1])
    if loss in CURVED:
        jacobian = torch.func.jacrev(outputs_at)(weights)
        by_outputs = torch.func.hessian(lambda o: LOSSES[loss](o, labels).mean())(outputs_at(weights))
        line("gauss-newton", lower(torch.einsum("sci,scte,tej->ij", jacobian, by_outputs, jacobian)))


def draw(rng, count, spread=1.0):
    """Multiples of 2^-8, to keep the file short."""
    return torch.tensor([round(rng.gauss(0, spread) * 256) / 256 for _ in range(count)])


def random_case(name, layers, activation, loss, biases, seed, samples=4, change=lambda w: w, spread=1.0):
    rng = random.Random(seed)
    weights = change(draw(rng, parameters_of(layers, biases), spread))
    inputs = draw(rng, samples * layers[0]).reshape(samples, layers[0])
    labels = torch.tensor([rng.randrange(layers[-1]) for _ in range(samples)])
    vector = draw(rng, len(weights))
    case(name, layers, activation, loss, biases, weights, inputs, labels, vector)


def dead_unit(weights):
    """The first hidden unit of 2 inputs is off whatever comes, the second one's z is 0: on the kink."""
    weights = weights.clone()
    weights[0:4] = 0
    weights[4] = -1
    weights[5] = 0
    return weights


def activation_values():
    mpmath.mp.dps = 60
    functions = {
        "tanh": (
            mpmath.tanh,
            lambda z: mpmath.sech(z) ** 2,
            lambda z: -2 * mpmath.tanh(z) * mpmath.sech(z) ** 2,
        ),
        "softplus": (
            lambda z: mpmath.log1p(mpmath.exp(z)),
            lambda z: 1 / (1 + mpmath.exp(-z)),
            lambda z: 1 / (2 + mpmath.exp(z) + mpmath.exp(-z)),
        ),
    }
    for name, (value, first, second) in functions.items():
        for z in (-700, -350.5, -40, -20.25, -3, -1e-3, -1e-9, 0, 1e-9, 1e-3, 0.7, 3, 20.25, 36.5, 40, 350.5, 700):
            exact = [of(mpmath.mpf(z)) for of in (value, first, second)]
            print("activation", name, z, *(repr(float(x)) for x in exact))


print(f"# Made by generate.py on {datetime.date.today()} with torch {torch.__version__}, mpmath {mpmath.__version__},")
print(f"# Python {sys.version.split()[0]}.")
activation_values()
seed = 0
for activation in ACTIVATIONS:
    for loss in LOSSES:
        for layers in ([2, 2, 3], [2, 2, 2, 3], [2, 2, 2, 2, 2]):
            for biases in (True, False):
                seed += 1
                random_case(f"hidden layers: {len(layers) - 2}", layers, activation, loss, biases, seed)
for loss in LOSSES:
    for biases in (True, False):
        seed += 1
        random_case("no hidden layer", [3, 4], "relu", loss, biases, seed)
    seed += 1
    random_case("a dead unit, and one on its kink", [2, 2, 3], "relu", loss, True, seed, change=dead_unit)
    seed += 1
    random_case("one sample", [3, 3, 2], "softplus", loss, True, seed, samples=1)
    seed += 1
    random_case("outputs of some 1000", [3, 3], "relu", loss, True, seed, spread=600)
    seed += 1
    random_case("hidden units of some 1000", [2, 2, 2], "softplus", loss, True, seed, spread=600)
