import { Network } from "../../dist/node.js";
import { LAYERS, REPLICAS, startOf } from "./problem.mjs";

/** Losses after steps of gradient descent on the whole set, in doubles: by gradients, without the code that trains. */
export function descended(data, { hidden, epochs, rate }) {
  return Array.from({ length: REPLICAS }, (_, replica) => {
    let network = startOf(hidden, replica);
    for (let epoch = 0; epoch < epochs; epoch++) {
      const gradient = network.gradient(data);
      const weights = network.weights.map((weight, i) => weight - rate * gradient[i]);
      network.free();
      network = Network.fromWeights({ layers: LAYERS(hidden), weights });
    }
    const loss = network.loss(data);
    network.free();
    return loss;
  });
}

/** The largest relative difference. */
export const difference = (losses, reference) =>
  Math.max(...losses.map((loss, i) => Math.abs(loss - reference[i]) / reference[i]));

/** ‖H·v − Hv‖ / ‖Hv‖ of a dense matrix and of products without it. */
export function productError(hessian, network, data) {
  const n = network.parameters;
  const v = Float64Array.from({ length: n }, (_, i) => Math.sin(i + 1));
  const product = network.hessianProduct(data, v);
  const dense = product.map((_, i) =>
    hessian.subarray(i * n, (i + 1) * n).reduce((sum, h, j) => sum + h * v[j], 0),
  );
  return relative(dense, product);
}

/** ‖x − y‖ / ‖y‖. */
export function relative(x, y) {
  let [off, size] = [0, 0];
  for (let i = 0; i < y.length; i++) {
    off += (x[i] - y[i]) ** 2;
    size += y[i] ** 2;
  }
  return Math.sqrt(off / size);
}
