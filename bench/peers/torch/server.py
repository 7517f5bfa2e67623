"""Answers the bench on standard input and output for torch on one thread; bench/network/solver.mjs says in what words."""

import json
import sys
import time
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional

torch.set_num_threads(1)

ACTIVATIONS = {"relu": torch.relu, "softplus": functional.softplus}


class Data:
    def __init__(self, folder, samples):
        self.x = torch.from_numpy(np.fromfile(Path(folder) / "inputs").reshape(samples, -1))
        self.labels = torch.from_numpy(np.fromfile(Path(folder) / "labels", dtype=np.int32).astype(np.int64))
        self.singles = self.x.float()
        self.folder = Path(folder)

    def weights(self, hidden):
        """The starts of all replicas: a row each of W₁ (out × in), b₁, W₂, b₂."""
        m, c = self.x.shape[1], 10
        rows = torch.from_numpy(np.fromfile(self.folder / f"weights-{hidden}"))
        rows = rows.reshape(-1, hidden * m + hidden + c * hidden + c)
        return rows, split(rows, m, hidden, c)


def split(rows, m, hidden, c):
    w1, b1, w2, b2 = rows.split([hidden * m, hidden, c * hidden, c], dim=-1)
    lead = rows.shape[:-1]
    return w1.reshape(*lead, hidden, m), b1, w2.reshape(*lead, c, hidden), b2


def module_a_replica(data, hidden, batch, epochs, rate):
    """As people write it."""
    starts = data.weights(hidden)[1]
    x, labels = data.singles, data.labels
    loss_of = nn.CrossEntropyLoss()
    models = []
    start = time.perf_counter()
    for w1, b1, w2, b2 in zip(*starts):
        model = nn.Sequential(nn.Linear(x.shape[1], hidden), nn.ReLU(), nn.Linear(hidden, len(b2)))
        with torch.no_grad():
            for parameter, value in zip(model.parameters(), (w1, b1, w2, b2)):
                parameter.copy_(value)
        optimizer = torch.optim.SGD(model.parameters(), lr=rate)
        for _ in range(epochs):
            order = torch.randperm(len(x))
            for first in range(0, len(x), batch):
                chosen = order[first : first + batch]
                optimizer.zero_grad()
                loss_of(model(x[chosen]), labels[chosen]).backward()
                optimizer.step()
        models.append(model)
    seconds = time.perf_counter() - start
    with torch.no_grad():
        return seconds, [loss_of(model(x), labels).item() for model in models]


@torch.inference_mode()
def batched(data, hidden, batch, epochs, rate):
    """All replicas in each product, in place, with the backward pass by hand."""
    x, labels = data.singles, data.labels
    start = time.perf_counter()
    w1, b1, w2, b2 = (part.float() for part in data.weights(hidden)[1])
    # Inputs × outputs: what both products read without a transposition.
    w1, w2 = w1.transpose(1, 2).contiguous(), w2.transpose(1, 2).contiguous()
    b1, b2 = b1.unsqueeze(1).contiguous(), b2.unsqueeze(1).contiguous()
    replicas, n = len(w1), len(x)
    for _ in range(epochs):
        order = torch.rand(replicas, n).argsort(dim=1)
        for first in range(0, n, batch):
            chosen = order[:, first : first + batch].reshape(-1)
            count = len(chosen) // replicas
            inputs = x.index_select(0, chosen).view(replicas, count, -1)
            active = torch.baddbmm(b1, inputs, w1).relu_()
            delta = torch.baddbmm(b2, active, w2).softmax(dim=-1)
            target = labels.index_select(0, chosen).view(replicas, count, 1)
            delta.scatter_add_(2, target, torch.full_like(target, -1, dtype=delta.dtype))
            hidden_delta = torch.bmm(delta, w2.transpose(1, 2))
            hidden_delta = torch.ops.aten.threshold_backward(hidden_delta, active, 0)
            step = -rate / count
            w2.baddbmm_(active.transpose(1, 2), delta, alpha=step)
            b2.add_(delta.sum(dim=1, keepdim=True), alpha=step)
            w1.baddbmm_(inputs.transpose(1, 2), hidden_delta, alpha=step)
            b1.add_(hidden_delta.sum(dim=1, keepdim=True), alpha=step)
    seconds = time.perf_counter() - start
    outputs = torch.baddbmm(b2, torch.baddbmm(b1, x.expand(replicas, -1, -1), w1).relu_(), w2)
    losses = functional.cross_entropy(outputs.transpose(1, 2), labels.expand(replicas, -1), reduction="none")
    return seconds, losses.mean(dim=1).tolist()


FORMS = {"module a replica": module_a_replica, "batched": batched}


def hessian(data, hidden, activation, samples, path):
    """Of the first replica's start, in doubles."""
    x, labels, of = data.x[:samples], data.labels[:samples], ACTIVATIONS[activation]

    def loss(weights):
        w1, b1, w2, b2 = split(weights, x.shape[1], hidden, 10)
        return functional.cross_entropy(functional.linear(of(functional.linear(x, w1, b1)), w2, b2), labels)

    weights = data.weights(hidden)[0][0].clone()
    start = time.perf_counter()
    matrix = torch.func.hessian(loss)(weights)
    seconds = time.perf_counter() - start
    if path is not None:
        matrix.numpy().tofile(path)
    return seconds


def main():
    data = None
    for line in sys.stdin:
        match json.loads(line):
            case {"about": _}:
                reply = f"torch {torch.__version__}, {torch.backends.cpu.get_cpu_capability()}"
            case {"load": folder, "samples": samples}:
                data, reply = Data(folder, samples), "ok"
            case {"train": form, "hidden": hidden, "batch": batch, "epochs": epochs, "rate": rate}:
                seconds, losses = FORMS[form](data, hidden, batch, epochs, rate)
                reply = {"seconds": seconds, "losses": losses}
            case {"hessian": hidden, "activation": activation, "samples": samples, **rest}:
                reply = {"seconds": hessian(data, hidden, activation, samples, rest.get("path"))}
        print(json.dumps(reply), flush=True)


main()
