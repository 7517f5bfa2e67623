"""Where networks trained on MNIST end: the figures of an independent implementation of one recipe, in torch.

    pip install torch==2.15.0 numpy==2.4.6
    python generate-trainings.py MNIST      # the folder with MNIST's four files, gzipped; writes trainings.json; a minute of one core

The recipe: images averaged over areas to 10x10, pixels in [0, 1]; the first 10,000 to train on, all 10,000 test images; one
hidden layer of relu units with biases, weights and biases uniform in [-1, 1]; cross-entropy; 10 epochs of stochastic gradient
descent in f32, each over a fresh permutation a network, in batches of 100; rate 0.5 * 0.9^epoch, epochs counted from 0. Losses and
accuracies at the end are computed in f64. 100 networks a size, side by side by `baddbmm` with the derivatives written out. It
shares nothing with the package: not its random numbers either, so that means agree within their errors and not to digits.
"""

import gzip
import json
import platform
import sys
from importlib.metadata import version
from pathlib import Path

import numpy as np
import torch

torch.set_num_threads(1)

SIZES = [10, 25, 100]
NETWORKS, TRAIN, EPOCHS, BATCH = 100, 10_000, 10, 100
RATE, DECAY, SIDE, CLASSES, SEED = 0.5, 0.9, 10, 10, 20261127


def averages(side):
    """side x 28: the share of each old pixel in a new one, by the length of their overlap."""
    edges = np.arange(side + 1) * 28 / side
    low, high = np.arange(28), np.arange(28) + 1
    overlap = np.minimum(edges[1:, None], high) - np.maximum(edges[:-1, None], low)
    return np.maximum(overlap, 0) * side / 28


def part(folder, prefix):
    def read(kind, header):
        packed = (folder / f"{prefix}-{kind}-ubyte.gz").read_bytes()
        return np.frombuffer(gzip.decompress(packed), np.uint8, offset=header)

    images = read("images-idx3", 16).reshape(-1, 28, 28) / 255
    a = averages(SIDE)
    inputs = torch.from_numpy(np.einsum("ai,sij,bj->sab", a, images, a).reshape(len(images), -1))
    return inputs, torch.from_numpy(read("labels-idx1", 8).astype(np.int64))


def drawn(generator, *shape):
    return 2 * torch.rand(NETWORKS, *shape, generator=generator) - 1


def step(weights, x, target, rate):
    """One step of every network: x is networks x batch x inputs, target one-hot."""
    w1, b1, w2, b2 = weights
    z = torch.baddbmm(b1[:, None, :], x, w1)
    a = z.relu()
    d2 = (torch.baddbmm(b2[:, None, :], a, w2).softmax(2) - target) / x.shape[1]
    d1 = torch.bmm(d2, w2.transpose(1, 2)) * (z > 0)
    w1.baddbmm_(x.transpose(1, 2), d1, alpha=-rate)
    b1.sub_(d1.sum(1), alpha=rate)
    w2.baddbmm_(a.transpose(1, 2), d2, alpha=-rate)
    b2.sub_(d2.sum(1), alpha=rate)


def evaluate(weights, inputs, labels):
    """Of each network the mean loss and the share classified rightly, in f64."""
    found = []
    for w1, b1, w2, b2 in zip(*(part.double() for part in weights)):
        outputs = torch.relu(inputs @ w1 + b1) @ w2 + b2
        loss = torch.nn.functional.cross_entropy(outputs, labels)
        found.append((loss.item(), (outputs.argmax(1) == labels).double().mean().item()))
    return np.array(found).T


def train(hidden, inputs, labels):
    generator = torch.Generator().manual_seed(SEED + hidden)
    weights = [
        drawn(generator, inputs.shape[1], hidden),
        drawn(generator, hidden),
        drawn(generator, hidden, CLASSES),
        drawn(generator, CLASSES),
    ]
    pixels, targets = inputs.float(), torch.nn.functional.one_hot(labels, CLASSES).float()
    for epoch in range(EPOCHS):
        order = torch.stack([torch.randperm(TRAIN, generator=generator) for _ in range(NETWORKS)])
        for batch in order.split(BATCH, dim=1):
            step(weights, pixels[batch], targets[batch], RATE * DECAY**epoch)
    return weights


def measured(values):
    return {"mean": values.mean(), "error": values.std(ddof=1) / np.sqrt(len(values)), "deviation": values.std(ddof=1)}


def main(folder):
    inputs, labels = part(folder, "train")
    inputs, labels = inputs[:TRAIN], labels[:TRAIN]
    held = part(folder, "t10k")
    sizes = []
    for hidden in SIZES:
        weights = train(hidden, inputs, labels)
        train_loss, train_accuracy = evaluate(weights, inputs, labels)
        test_loss, test_accuracy = evaluate(weights, *held)
        sizes.append(
            {
                "hidden": hidden,
                "train_loss": measured(train_loss),
                "test_loss": measured(test_loss),
                "train_accuracy": measured(train_accuracy),
                "test_accuracy": measured(test_accuracy),
                "correlation": np.corrcoef(train_loss, test_loss)[0, 1],
            }
        )
        print(hidden, sizes[-1], file=sys.stderr, flush=True)
    made = {"generator": "generate-trainings.py", "python": platform.python_version()}
    made |= {name: version(name) for name in ["torch", "numpy"]}
    recipe = {"networks": NETWORKS, "trainSamples": TRAIN, "epochs": EPOCHS, "batchSize": BATCH}
    recipe |= {"learningRate": RATE, "decay": DECAY, "side": SIDE, "seed": SEED}
    text = json.dumps({"made": made, "recipe": recipe, "sizes": sizes}, indent=1)
    Path(__file__).with_name("trainings.json").write_text(text + "\n")


main(Path(sys.argv[1]))
