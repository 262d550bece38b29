import type { ModelKind, ResolvedModel } from '../../../shared/case/resolvedCase';

const kindSentences: Partial<Record<ModelKind, string>> = {
  blend: 'Blends of models are not built yet; give the blended scores as a file.',
};

/** Kinds that are run over the features of the log. */
export const runKinds: readonly ModelKind[] = ['onnx', 'lightgbm', 'xgboost'];

/** Why this build cannot score a model at all, in a sentence; null when it can try. */
export function notBuilt(model: ResolvedModel): string | null {
  const sentence = kindSentences[model.kind];
  if (sentence) return sentence;
  if (!runKinds.includes(model.kind)) return null;
  if (model.objectives) return 'Models with several objectives are not built yet; name one head under output:.';
  return null;
}
