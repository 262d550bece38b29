"""Trains models/learned.onnx: a small pairwise ranker on the BM25 parts of the Haystack data.

Run inside samples/haystack after the data are in place:
    python -m venv /tmp/haystack && /tmp/haystack/bin/pip install -r requirements.txt
    /tmp/haystack/bin/python train.py

Queries are split by a hash of their id: four fifths train, one fifth is held out and only reported.
"""

import csv
import hashlib
import json
import math
from collections import defaultdict
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

SEED = 7
HIDDEN = 6
STEPS = 400
RATE = 0.03
DECAY = 0.003
FOLDER = Path(__file__).parent


def is_held_out(query: str) -> bool:
    return hashlib.sha256(query.encode()).digest()[0] % 5 == 0


def read_lists():
    """Feature names, and for each query its rows as (features, grade or None, logged score)."""
    with open(FOLDER / "data/features_no-vector.csv", newline="") as file:
        rows = list(csv.DictReader(file))
    names = [name for name in rows[0] if name.startswith("bm25_")]
    lists = defaultdict(list)
    for row in rows:
        grade = float(row["rating"]) if row["rating"] else None
        lists[row["query_id"]].append(([float(row[name] or 0) for name in names], grade, float(row["score"])))
    return names, lists


def read_ideals():
    """The grades of each query, best first: the ideal list takes every judged document."""
    ideals = defaultdict(list)
    with open(FOLDER / "data/qrels_snapshot.csv", newline="") as file:
        for row in csv.DictReader(file):
            ideals[row["query_id"]].append(float(row["rating"]))
    return {query: sorted(grades, reverse=True) for query, grades in ideals.items()}


def pairs_of(lists, queries):
    """Differences in grade inside a query: rows of the better, rows of the worse, weights that sum to 1 a query."""
    better, worse, weights = [], [], []
    for query in queries:
        judged = [(x, grade) for x, grade, _ in lists[query] if grade is not None]
        found = [(a, b, ga - gb) for a, ga in judged for b, gb in judged if ga > gb]
        total = sum(gap for _, _, gap in found)
        for a, b, gap in found:
            better.append(a)
            worse.append(b)
            weights.append(gap / total)
    return np.array(better), np.array(worse), np.array(weights)


def forward(x, p):
    hidden = np.tanh(x @ p["w0"] + p["b0"])
    return hidden, hidden @ p["w1"]


def gradient(x, hidden, out, p):
    """Gradient of sum(out * score(x)) by the weights."""
    back = (out @ p["w1"].T) * (1 - hidden**2)
    return {"w0": x.T @ back, "b0": back.sum(0), "w1": hidden.T @ out}


def train(better, worse, weights, scale):
    random = np.random.default_rng(SEED)
    p = {
        "w0": random.normal(0, 0.5, (better.shape[1], HIDDEN)),
        "b0": np.zeros(HIDDEN),
        "w1": random.normal(0, 0.5, (HIDDEN, 1)),
    }
    first = {name: np.zeros_like(value) for name, value in p.items()}
    second = {name: np.zeros_like(value) for name, value in p.items()}
    a, b = better / scale, worse / scale
    for step in range(1, STEPS + 1):
        (ha, sa), (hb, sb) = forward(a, p), forward(b, p)
        out = -(weights[:, None] / weights.sum()) / (1 + np.exp(sa - sb))
        up, down = gradient(a, ha, out, p), gradient(b, hb, -out, p)
        for name in p:
            g = up[name] + down[name] + DECAY * p[name]
            first[name] = 0.9 * first[name] + 0.1 * g
            second[name] = 0.999 * second[name] + 0.001 * g**2
            p[name] -= RATE * (first[name] / (1 - 0.9**step)) / (np.sqrt(second[name] / (1 - 0.999**step)) + 1e-8)
    p["w0"] = p["w0"] / scale[:, None]
    return p


def mean_ndcg(lists, ideals, queries, score):
    """NDCG@10 with linear gain; unjudged documents count 0; queries without a positive grade are left out."""
    values = []
    for query in queries:
        ideal = sum(g / math.log2(k + 2) for k, g in enumerate(ideals[query][:10]))
        if ideal == 0:
            continue
        ranked = sorted(lists[query], key=lambda row: -score(row))[:10]
        values.append(sum((row[1] or 0) / math.log2(k + 2) for k, row in enumerate(ranked)) / ideal)
    return sum(values) / len(values), len(values)


def write_onnx(names, p):
    constants = [
        numpy_helper.from_array(p[name].astype(np.float32), name) for name in ("w0", "b0", "w1")
    ]
    nodes = [
        helper.make_node("Gemm", ["features", "w0", "b0"], ["sum"]),
        helper.make_node("Tanh", ["sum"], ["hidden"]),
        helper.make_node("MatMul", ["hidden", "w1"], ["score"]),
    ]
    graph = helper.make_graph(
        nodes,
        "learned",
        [helper.make_tensor_value_info("features", TensorProto.FLOAT, ["rows", len(names)])],
        [helper.make_tensor_value_info("score", TensorProto.FLOAT, ["rows", 1])],
        constants,
    )
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], producer_name="rankscope samples")
    model.ir_version = 8
    helper.set_model_props(model, {"rankscope.features": json.dumps(names)})
    onnx.checker.check_model(model, full_check=True)
    (FOLDER / "models").mkdir(exist_ok=True)
    onnx.save(model, FOLDER / "models/learned.onnx")


def main():
    names, lists = read_lists()
    ideals = read_ideals()
    held_out = sorted(query for query in lists if is_held_out(query))
    training = sorted(query for query in lists if not is_held_out(query))
    better, worse, weights = pairs_of(lists, training)
    p = train(better, worse, weights, np.maximum(better.std(0), 1e-6))
    write_onnx(names, p)
    for name, queries in (("training", training), ("held out", held_out)):
        learned, count = mean_ndcg(lists, ideals, queries, lambda row: forward(np.array([row[0]]), p)[1][0, 0])
        logged, _ = mean_ndcg(lists, ideals, queries, lambda row: row[2])
        print(f"{name}: {count} queries with a positive grade, NDCG@10 logged {logged:.4f}, learned {learned:.4f}")


main()
