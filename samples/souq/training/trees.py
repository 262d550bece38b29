"""The tree rankers: LightGBM lambdarank (text, and ONNX beside it) and an XGBoost ranker (JSON)."""

import json

import lightgbm as lgb
import numpy as np
import onnx
import xgboost as xgb
from onnxmltools import convert_lightgbm
from onnxmltools.convert.common.data_types import FloatTensorType

from logs import group_sizes

LIGHTGBM = {
    "objective": "lambdarank", "label_gain": [0, 1, 2, 3], "learning_rate": 0.12, "num_leaves": 15,
    "min_data_in_leaf": 200, "lambdarank_truncation_level": 24, "verbosity": -1, "seed": 7, "deterministic": True,
    "force_row_wise": True, "num_threads": 1,
}


def train_lightgbm(log, features, rounds):
    data = lgb.Dataset(log[features], log.gain, group=group_sizes(log), feature_name=features)
    return lgb.train(LIGHTGBM, data, rounds)


def save_lightgbm(model, path, features, onnx_path=None):
    model.save_model(path)
    text = path.read_text()
    path.write_text(text[: text.index("\nparameters:")] + "\n")
    if onnx_path is None:
        return
    converted = convert_lightgbm(model, initial_types=[("features", FloatTensorType([None, len(features)]))], target_opset=15)
    onnx.helper.set_model_props(converted, {"rankscope.features": json.dumps(features)})
    converted.graph.name = path.stem
    onnx.checker.check_model(converted)
    onnx.save(converted, onnx_path)


def train_xgboost(log, features, rounds):
    data = xgb.DMatrix(log[features], log.gain, feature_names=features)
    data.set_group(group_sizes(log))
    parameters = {
        "objective": "rank:ndcg", "eta": 0.2, "max_depth": 4, "min_child_weight": 3, "tree_method": "hist",
        "lambdarank_num_pair_per_sample": 24, "lambdarank_pair_method": "topk", "ndcg_exp_gain": False,
        "seed": 7, "nthread": 1,
    }
    return xgb.train(parameters, data, rounds)


def xgboost_scores(model, log, features):
    return np.asarray(model.predict(xgb.DMatrix(log[features], feature_names=features), output_margin=True))
