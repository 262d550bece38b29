"""Writes peers.json beside this file: what ranx, pytrec_eval, ir_measures and scikit-learn say of random data.

    pip install pytrec_eval-terrier ir_measures scikit-learn ranx
    python makePeers.py

Every case is one request: scores and grades of its list, grades of judged items outside it. The data has ties,
unjudged items, missing lists and requests without a positive. Versions are written into the file.
"""

import json
import pathlib
import random
from importlib.metadata import version

import ir_measures
import numpy
import pytrec_eval
import ranx
from sklearn.metrics import log_loss, ndcg_score, roc_auc_score

rng = random.Random(20260720)


def make_case(number):
    length = rng.choice([1, 2, 3, 5, 8, 12, 15])
    levels = rng.choice([3, 1000])
    empty = number % 7 == 0
    items = [f"d{i:02d}" for i in range(length)]
    rng.shuffle(items)
    scores = [rng.randrange(levels) / 8 for _ in items]
    grades = [None if rng.random() < 0.3 else (0 if empty else rng.choice([0, 0, 1, 2, 3])) for _ in items]
    outside = [] if empty else [rng.choice([0, 1, 2, 3]) for _ in range(rng.choice([0, 0, 1, 3]))]
    if all(g is None for g in grades) and not outside:
        grades[0] = 0
    return {"items": items, "scores": scores, "grades": grades, "outside": outside}


def qrels_of(case):
    judged = {i: g for i, g in zip(case["items"], case["grades"]) if g is not None}
    judged.update({f"out{n}": g for n, g in enumerate(case["outside"])})
    return judged


def has_tie(case):
    return len(set(case["scores"])) < len(case["scores"])


def trec(case):
    names = {
        "ndcg_cut_5": "ndcg@5", "ndcg_cut_10": "ndcg@10", "ndcg": "ndcg", "map_cut_5": "map_R@5", "map": "map_R", "P_5": "p@5",
        "recall_5": "recall@5", "success_5": "hit@5", "recip_rank": "mrr",
    }
    measures = {"ndcg_cut.5,10", "ndcg", "map_cut.5", "map", "P.5", "recall.5", "success.5", "recip_rank"}
    run = {"q": dict(zip(case["items"], case["scores"]))}
    found = pytrec_eval.RelevanceEvaluator({"q": qrels_of(case)}, measures).evaluate(run)["q"]
    return {ours: found[theirs] for theirs, ours in names.items()}


def measures(case):
    wanted = {
        ir_measures.nDCG(dcg="exp-log2") @ 5: "ndcg_exp2@5", 
        ir_measures.Judged @ 5: "judged@5", ir_measures.P(rel=2) @ 5: "p@5(rel=2)", ir_measures.RR @ 3: "mrr@3",
        ir_measures.ERR @ 5: "err@5(max=4)",
    }
    qrels = [ir_measures.Qrel("1", i, g) for i, g in qrels_of(case).items()]
    run = [ir_measures.ScoredDoc("1", i, s) for i, s in zip(case["items"], case["scores"])]
    found = {}
    for measure, ours in wanted.items():
        try:
            for metric in ir_measures.iter_calc([measure], qrels, run):
                found[ours] = metric.value
        except Exception as error:  # a provider that is not installed
            skipped.add(f"{measure}: {type(error).__name__}")
    return found


def ranx_values(case):
    names = {
        "ndcg@5": "ndcg@5", "ndcg_burges@5": "ndcg_exp2@5", "map@5": "map_R@5", "precision@5": "p@5", "recall@5": "recall@5",
        "hit_rate@5": "hit@5", "mrr@5": "mrr@5",
    }
    qrels = ranx.Qrels({"q": {i: g for i, g in qrels_of(case).items()}})
    run = ranx.Run({"q": dict(zip(case["items"], case["scores"]))})
    found = ranx.evaluate(qrels, run, list(names))
    return {ours: float(found[theirs]) for theirs, ours in names.items()}


def sklearn_values(case):
    grades = [[g or 0 for g in case["grades"]]]
    scores = [case["scores"]]
    return {
        f"ndcg@{k}": float(ndcg_score(grades, scores, k=k)) for k in (1, 5)
    } | {"ndcg": float(ndcg_score(grades, scores))}


def pointwise():
    n = 400
    p = [round(rng.random(), 2) for _ in range(n)]
    y = [1 if rng.random() < value else 0 for value in p]
    clipped = numpy.clip(p, 1e-7, 1 - 1e-7)
    return {"p": p, "y": y, "auc": float(roc_auc_score(y, p)), "logloss": float(log_loss(y, clipped))}


skipped = set()
cases = []
for number in range(200):
    case = make_case(number)
    expected = {"trec_eval": trec(case), "ir_measures": measures(case)}
    if not has_tie(case):
        expected["ranx"] = ranx_values(case)
    if len(case["items"]) > 1:
        expected["sklearn"] = sklearn_values(case)
    cases.append({**case, "expected": expected})

packages = ["pytrec_eval-terrier", "ir_measures", "ranx", "scikit-learn", "numpy"]
result = {
    "versions": {name: version(name) for name in packages},
    "skipped": sorted(skipped),
    "cases": cases,
    "pointwise": pointwise(),
}
text = json.dumps(result, separators=(",", ":")).replace('},{"items"', '},\n{"items"')
pathlib.Path(__file__).with_name("peers.json").write_text(text + "\n")
print(result["versions"], result["skipped"], len(text))
