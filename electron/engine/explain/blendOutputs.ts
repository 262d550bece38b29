import { blendLogProduct, blendSum } from '../../../shared/blend/valueModel';
import type { ResolvedModel } from '../../../shared/case/resolvedCase';
import type { ModelSignature } from '../scoring/modelRuntime';
import { type PlannedOutput, planOutput, subjectOf } from '../scoring/planOutput';

/** Outputs of a model and the one score that they make: one output alone, or the blend of its objectives. */
export interface ScoredOutputs {
  outputs: PlannedOutput[];
  /** What the outputs of some rows, one array each, give as scores. */
  score(values: readonly Float64Array[]): Float64Array;
  /** What is scored, in words. */
  text: string;
  /** Whether it is made of several outputs. */
  blended: boolean;
}

/**
 * The score of a model whose blend does not look at other items: objectives of weight 0 are not asked for, and a product
 * is scored as its logarithm, as in the session.
 */
export function scoredOutputs(signature: ModelSignature, model: ResolvedModel): ScoredOutputs {
  if (!model.objectives) {
    const output = planOutput(signature, model.output);
    const text = output.column === null ? output.tensor : `${output.tensor}[${output.column}]`;
    return { outputs: [output], score: ([values]) => values!, text, blended: false };
  }
  const parts = Object.entries(model.objectives)
    .map(([name, output]) => ({ name, output, weight: model.blend![name]! }))
    .filter(({ weight }) => weight !== 0);
  const weights = parts.map(({ weight }) => weight);
  const sum = model.blending.value === 'sum';
  const terms = parts.map(({ name, weight }) => `${weight} × ${sum ? name : `ln ${name}`}`);
  return {
    outputs: parts.map(({ name, output }) => planOutput(signature, output, subjectOf(name, model))),
    score: (values) => (sum ? blendSum(values, weights) : blendLogProduct(values, weights)),
    text: `the blended value ${terms.join(' + ')}`,
    blended: true,
  };
}

/** What everybody should know of contributions to a blend. */
export const blendWarning =
  'The score is blended from the outputs of several objectives: contributions are shares of the blend, not of a margin before it.';
