"""Trains every model of samples/souq/models. Run from the project's root:

    node scripts/runTs.mjs samples/tools/souq/generate.ts --preset training --seed 8 --daily-traffic 0.03 --out /tmp/march
    node scripts/runTs.mjs samples/tools/souq/generate.ts --preset training --out /tmp/may
    python -m venv /tmp/souq && /tmp/souq/bin/pip install -r samples/souq/training/requirements.txt
    /tmp/souq/bin/python samples/souq/training/train.py /tmp/march /tmp/may

The served model learned when the daily click rate came from 3% of the traffic, so it trusts it little; all others
learned from the full rate. Labels are clicks and orders of explored lists; grades only measure.
"""

import json
import sys
from pathlib import Path

import numpy as np
import onnxruntime as ort

from logs import FEATURES, LEAK, mean_ndcg, read_log, split
from networks import ITEM, REQUEST, inputs_of, save_multi_task, save_two_tower, train_multi_task, train_two_tower
from trees import save_lightgbm, train_lightgbm, train_xgboost, xgboost_scores

# The candidate gave up the slow click rate for the daily one.
CANDIDATE = [name for name in FEATURES if name != "i_ctr_28d"]
MODELS = Path(__file__).parent.parent / "models"


def onnx_scores(path, feeds):
    outputs = ort.InferenceSession(path).run(None, {name: x.astype(np.float32) for name, x in feeds.items()})
    return [output.ravel() for output in outputs]


def report(name, test, scores):
    print(f"{name:12s} held out: NDCG@10 of grades {mean_ndcg(test, scores):.4f}, of clicks and orders {mean_ndcg(test, scores, 'gain'):.4f}")


def tree_models(march, may, test):
    models = {}
    for name, log, features, rounds in (
        ("baseline", march, FEATURES, 50), ("candidate", may, CANDIDATE, 60), ("leaking", may, [*CANDIDATE, LEAK], 60),
    ):
        model = train_lightgbm(log, features, rounds)
        converted = MODELS / f"{name}.onnx"
        save_lightgbm(model, MODELS / f"{name}.txt", features, converted)
        scores = model.predict(test[features])
        report(name, test, scores)
        again = onnx_scores(converted, {"features": test[features].to_numpy()})[0]
        print(f"  {name}.onnx differs by at most {np.abs(again - scores).max():.2e}, median {np.median(np.abs(again - scores)):.1e}")
        shares = dict(zip(features, model.feature_importance("gain") / model.feature_importance("gain").sum()))
        print("  gain:", ", ".join(f"{key} {value:.3f}" for key, value in sorted(shares.items(), key=lambda e: -e[1])[:7]))
        models[name] = model
    return models


def check_rows(models, test):
    """A few rows with their scores, for tests that read the text models in another language."""
    rows = test.iloc[:: len(test) // 40][[*FEATURES, LEAK]]
    table = {
        "features": [*FEATURES, LEAK],
        "rows": [[None if np.isnan(value) else value for value in row] for row in rows.to_numpy().tolist()],
        "scores": {
            name: model.predict(rows[model.feature_name()]).tolist() for name, model in models.items()
        },
    }
    (MODELS / "check.json").write_text(json.dumps(table) + "\n")


def main(march_folder, may_folder):
    MODELS.mkdir(exist_ok=True)
    march, _ = split(read_log(march_folder))
    may, test = split(read_log(may_folder))
    print(f"{march.request_id.nunique()} and {may.request_id.nunique()} lists to learn from, {test.request_id.nunique()} held out")
    models = tree_models(march, may, test)
    check_rows(models, test)
    booster = train_xgboost(may, FEATURES, 60)
    booster.save_model(MODELS / "candidate_xgb.json")
    report("xgboost", test, xgboost_scores(booster, test, FEATURES))
    save_multi_task(train_multi_task(may, FEATURES), FEATURES, MODELS / "multi_task.onnx")
    click, order = onnx_scores(MODELS / "multi_task.onnx", {"features": inputs_of(test, FEATURES)})
    report("multi clicks", test, click)
    report("multi orders", test, order)
    print(f"  observed over expected: clicks {test.click.sum() / click.sum():.3f}, orders {test.ordered.sum() / order.sum():.3f}")
    save_two_tower(train_two_tower(may), MODELS / "two_tower.onnx")
    feeds = {"request": inputs_of(test, REQUEST), "item": inputs_of(test, ITEM)}
    report("two tower", test, onnx_scores(MODELS / "two_tower.onnx", feeds)[0])


main(*sys.argv[1:])
