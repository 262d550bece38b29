"""Reads a training log (preset `training` of samples/tools/souq) as lists: features, labels, hidden grades."""

from pathlib import Path

import numpy as np
import pandas as pd

FEATURES = [
    "ann_score", "i_ctr_28d", "i_ctr_1d", "i_price", "i_rating", "i_age_days", "x_affinity", "x_text_match",
    "x_price_gap", "u_price_level", "u_tenure_days", "ctx_hour", "ctx_search",
]
LEAK = "x_session_views"
HELD_OUT_FROM = "2026-06-18"


def read_log(folder):
    """All shown rows, lists together. `gain` is what rankers learn: 1 for a click, 3 for an order."""
    folder = Path(folder)
    log = pd.concat([pd.read_csv(file) for file in sorted(folder.glob("data/log/*.csv.gz"))])
    log = log[log.position.notna()]
    log = log.merge(pd.read_csv(folder / "data/requests.csv.gz"), on="request_id")
    log = log.merge(pd.read_csv(folder / "truth/rows.csv.gz"), on=["request_id", "item_id"])
    log["gain"] = np.where(log.ordered == 1, 3, log.click).astype(int)
    return log.sort_values(["request_id", "position"], kind="stable").reset_index(drop=True)


def split(log):
    """Earlier days train, the last four are held out."""
    held_out = log.served_at >= HELD_OUT_FROM
    return log[~held_out].reset_index(drop=True), log[held_out].reset_index(drop=True)


def group_sizes(log):
    return log.groupby("request_id", sort=False).size().to_numpy()


def mean_ndcg(log, scores, label="grade", k=10):
    """NDCG@k with linear gain; lists without a positive are left out."""
    values, start = [], 0
    grades, scores = log[label].to_numpy(), np.asarray(scores).ravel()
    for size in group_sizes(log):
        grade, score = grades[start : start + size], scores[start : start + size]
        start += size
        discount = 1 / np.log2(np.arange(2, min(k, size) + 2))
        ideal = (np.sort(grade)[::-1][:k] * discount).sum()
        if ideal > 0:
            values.append((grade[np.argsort(-score, kind="stable")][:k] * discount).sum() / ideal)
    return float(np.mean(values))
