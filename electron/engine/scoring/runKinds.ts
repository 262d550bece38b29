import type { ModelKind } from '../../../shared/case/resolvedCase';

/** Kinds that are run over the features of the log. */
export const runKinds: readonly ModelKind[] = ['onnx', 'lightgbm', 'xgboost'];
