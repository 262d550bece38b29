"""The networks, in numpy: a shared layer with a head for clicks and one for orders, and a two-tower network."""

import json

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

STEPS, BATCH, RATE, SEED = 4000, 2048, 0.004, 7
REQUEST = ["u_price_level", "u_tenure_days", "ctx_hour", "ctx_search"]
ITEM = ["i_ctr_28d", "i_ctr_1d", "i_price", "i_rating", "i_age_days"]
MISSING_RATING = 4.0


def inputs_of(log, features):
    return log[features].fillna({"i_rating": MISSING_RATING}).to_numpy(np.float64)


def scaling(x):
    return x.mean(0), np.maximum(x.std(0), 1e-6)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


class Adam:
    """One step at a time over a dictionary of arrays; the rate falls to 0 at the last of STEPS."""

    def __init__(self, weights):
        self.weights, self.count = weights, 0
        self.first = {name: np.zeros_like(value) for name, value in weights.items()}
        self.second = {name: np.zeros_like(value) for name, value in weights.items()}

    def step(self, gradients):
        self.count += 1
        for name, gradient in gradients.items():
            self.first[name] = 0.9 * self.first[name] + 0.1 * gradient
            self.second[name] = 0.999 * self.second[name] + 0.001 * gradient**2
            mean = self.first[name] / (1 - 0.9**self.count)
            spread = np.sqrt(self.second[name] / (1 - 0.999**self.count))
            self.weights[name] -= RATE * (1 - self.count / STEPS) * mean / (spread + 1e-8)


def train_multi_task(log, features, hidden=24):
    """Cross entropy of click and order, both per impression; the heads share one layer."""
    x = inputs_of(log, features)
    mean, scale = scaling(x)
    x, y = (x - mean) / scale, log[["click", "ordered"]].to_numpy(np.float64)
    random = np.random.default_rng(SEED)
    weights = {
        "w0": random.normal(0, 0.3, (x.shape[1], hidden)), "b0": np.zeros(hidden),
        "w1": random.normal(0, 0.3, (hidden, 2)), "b1": np.log(y.mean(0) / (1 - y.mean(0))),
    }
    adam = Adam(weights)
    for _ in range(STEPS):
        rows = random.integers(0, len(x), BATCH)
        h = np.maximum(0, x[rows] @ weights["w0"] + weights["b0"])
        out = (sigmoid(h @ weights["w1"] + weights["b1"]) - y[rows]) / BATCH * [1, 3]
        back = (out @ weights["w1"].T) * (h > 0)
        adam.step({"w0": x[rows].T @ back, "b0": back.sum(0), "w1": h.T @ out, "b1": out.sum(0)})
    return fold(weights, "w0", "b0", mean, scale)


def train_two_tower(log, width=16, size=8):
    """Inner product of a request tower and an item tower, each of two layers; cross entropy of clicks."""
    towers = {"request": inputs_of(log, REQUEST), "item": inputs_of(log, ITEM)}
    y = log.click.to_numpy(np.float64)
    random = np.random.default_rng(SEED)
    weights, scales = {}, {}
    for name, x in towers.items():
        scales[name] = scaling(x)
        towers[name] = (x - scales[name][0]) / scales[name][1]
        weights |= {
            f"{name}_w0": random.normal(0, 0.4, (x.shape[1], width)), f"{name}_b0": np.zeros(width),
            f"{name}_w1": random.normal(0, 0.4, (width, size)), f"{name}_b1": np.full(size, 0.1),
        }
    adam = Adam(weights)
    for _ in range(STEPS):
        rows = random.integers(0, len(y), BATCH)
        hidden, ends = {}, {}
        for name, x in towers.items():
            hidden[name] = np.tanh(x[rows] @ weights[f"{name}_w0"] + weights[f"{name}_b0"])
            ends[name] = hidden[name] @ weights[f"{name}_w1"] + weights[f"{name}_b1"]
        out = ((sigmoid((ends["request"] * ends["item"]).sum(1)) - y[rows]) / BATCH)[:, None]
        gradients = {}
        for name, other in (("request", "item"), ("item", "request")):
            end = out * ends[other]
            back = (end @ weights[f"{name}_w1"].T) * (1 - hidden[name] ** 2)
            gradients |= {
                f"{name}_w0": towers[name][rows].T @ back, f"{name}_b0": back.sum(0),
                f"{name}_w1": hidden[name].T @ end, f"{name}_b1": end.sum(0),
            }
        adam.step(gradients)
    for name in towers:
        fold(weights, f"{name}_w0", f"{name}_b0", *scales[name])
    return weights


def fold(weights, w, b, mean, scale):
    """Puts the scaling of the inputs into the first layer."""
    weights[w] = weights[w] / scale[:, None]
    weights[b] = weights[b] - mean @ weights[w]
    return weights


def save(nodes, inputs, outputs, weights, name, metadata, path):
    def info(each):
        return helper.make_tensor_value_info(each[0], TensorProto.FLOAT, ["rows", each[1]])

    constants = [numpy_helper.from_array(np.asarray(value, np.float32), key) for key, value in weights.items()]
    graph = helper.make_graph(nodes, name, [info(each) for each in inputs], [info(each) for each in outputs], constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], producer_name="rankscope samples")
    model.ir_version = 8
    helper.set_model_props(model, {key: json.dumps(value) for key, value in metadata.items()})
    onnx.checker.check_model(model, full_check=True)
    onnx.save(model, path)


def save_multi_task(weights, features, path):
    columns = {f"{head}_{key}": weights[key][..., [place]] for place, head in enumerate(("click", "order")) for key in ("w1", "b1")}
    nodes = [
        helper.make_node("Gemm", ["features", "w0", "b0"], ["sum"]),
        helper.make_node("Relu", ["sum"], ["hidden"]),
    ]
    for head in ("click", "order"):
        nodes.append(helper.make_node("Gemm", ["hidden", f"{head}_w1", f"{head}_b1"], [f"{head}_logit"]))
        nodes.append(helper.make_node("Sigmoid", [f"{head}_logit"], [f"{head}_prob"]))
    used = {"w0": weights["w0"], "b0": weights["b0"], **columns}
    outputs = [("click_prob", 1), ("order_prob", 1)]
    save(nodes, [("features", len(features))], outputs, used, "multi_task", {"rankscope.features": features}, path)


def save_two_tower(weights, path):
    nodes = []
    for name in ("request", "item"):
        nodes.append(helper.make_node("Gemm", [name, f"{name}_w0", f"{name}_b0"], [f"{name}_sum"]))
        nodes.append(helper.make_node("Tanh", [f"{name}_sum"], [f"{name}_hidden"]))
        nodes.append(helper.make_node("Gemm", [f"{name}_hidden", f"{name}_w1", f"{name}_b1"], [f"{name}_vector"]))
    nodes.append(helper.make_node("Mul", ["request_vector", "item_vector"], ["product"]))
    nodes.append(helper.make_node("ReduceSum", ["product", "axes"], ["score"], keepdims=1))
    inputs = [("request", len(REQUEST)), ("item", len(ITEM))]
    metadata = {"rankscope.inputs": {"request": REQUEST, "item": ITEM}}
    graph_weights = {key: value for key, value in weights.items()}
    save_with_axes(nodes, inputs, graph_weights, metadata, path)


def save_with_axes(nodes, inputs, weights, metadata, path):
    axes = helper.make_node("Constant", [], ["axes"], value=numpy_helper.from_array(np.array([1], np.int64)))
    save([axes, *nodes], inputs, [("score", 1)], weights, "two_tower", metadata, path)
