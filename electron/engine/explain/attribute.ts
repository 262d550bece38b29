import { type ExplainLimits, type FeatureRows, rowOf } from '../../../shared/explain/batchScorer';
import { occlusion } from '../../../shared/explain/occlusion';
import { shapley } from '../../../shared/explain/shapley';
import { type Attribution, sameEverywhere } from '../../../shared/explain/shapleyGame';
import { interventionalShap } from '../../../shared/trees/shap/interventionalShap';
import { pathDependentShap } from '../../../shared/trees/shap/pathDependentShap';
import { rowPaths, treeGame } from '../../../shared/trees/shap/treeGame';
import { RankscopeError } from '../../../shared/wire/errors';
import type { OpenRequest } from './openRequest';

export interface AttributeOptions extends ExplainLimits {
  seed: number;
}

/** Attribution of a row's score against background rows: TreeSHAP where the model is a forest, else by coalitions. */
export async function attribute(
  open: OpenRequest,
  x: Float64Array,
  background: FeatureRows,
  options: AttributeOptions,
): Promise<Attribution> {
  const groups = groupFeatures(open);
  if (!open.scorer.trees) return shapley({ scorer: open.scorer.score, x, background, groups }, options);
  const { ensemble, output } = open.scorer.trees;
  const paths = rowPaths(ensemble, withRow(x, background));
  const others = Array.from({ length: background.rows }, (_, row) => row + 1);
  return interventionalShap(treeGame(ensemble, output, groups), paths, 0, others);
}

/** Path-dependent TreeSHAP of a row; refused where the model is no forest. */
export function attributeByCover(open: OpenRequest, x: Float64Array): Attribution {
  if (!open.scorer.trees) {
    throw new RankscopeError({
      code: 'unsupported',
      message: `The model "${open.model}" is no forest that was read natively, so there are no covers to average by.`,
      hint: 'Choose a background instead.',
    });
  }
  const { ensemble, output } = open.scorer.trees;
  const paths = rowPaths(ensemble, { rows: 1, columns: Array.from(x, (value) => Float64Array.of(value)) });
  return pathDependentShap(treeGame(ensemble, output, groupFeatures(open)), paths, 0);
}

/** Occlusion of every group, by the same scorer. */
export function occlude(
  open: OpenRequest,
  x: Float64Array,
  background: FeatureRows,
  score: number,
  limits: ExplainLimits,
): Promise<Float64Array> {
  return occlusion({ scorer: open.scorer.score, x, background, groups: groupFeatures(open) }, score, limits);
}

/** Names of the groups that every background row shares with `x`. */
export function sharedGroups(open: OpenRequest, x: Float64Array, background: FeatureRows): Uint8Array {
  return sameEverywhere({ x, background, groups: groupFeatures(open) });
}

export function groupFeatures({ groups }: OpenRequest): number[][] {
  return groups.map(({ features }) => features);
}

/** The values of one item as the model is fed. */
export function fedRow({ fed }: OpenRequest, index: number): Float64Array {
  return rowOf(fed, index);
}

function withRow(x: Float64Array, { rows, columns }: FeatureRows): FeatureRows {
  const joined = columns.map((column, at) => {
    const values = new Float64Array(rows + 1);
    values[0] = x[at]!;
    values.set(column.subarray(0, rows), 1);
    return values;
  });
  return { rows: rows + 1, columns: joined };
}
