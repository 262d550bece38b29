import type { ModelKind, ResolvedModel } from '../../../shared/case/resolvedCase';

const kindSentences: Partial<Record<ModelKind, string>> = {
  lightgbm: 'LightGBM text models are not built yet; export the model to ONNX, or give its scores as a file.',
  xgboost: 'XGBoost models are not built yet; export the model to ONNX, or give its scores as a file.',
  blend: 'Blends of models are not built yet; give the blended scores as a file.',
};

/** Why this build cannot score a model at all, in a sentence; null when it can try. */
export function notBuilt(model: ResolvedModel): string | null {
  const sentence = kindSentences[model.kind];
  if (sentence) return sentence;
  if (model.kind !== 'onnx') return null;
  if (model.objectives) return 'Models with several objectives are not built yet; name one head under output:.';
  return null;
}
