import { setImmediate } from 'node:timers/promises';
import type { ResolvedModel } from '../../../shared/case/resolvedCase';
import type { FeatureRows } from '../../../shared/explain/batchScorer';
import type { TreeEnsemble } from '../../../shared/trees/treeEnsemble';
import { featureColumns } from '../scoring/featureColumns';
import { planModel } from '../scoring/planModel';
import { readTrees } from '../scoring/processRuntime';
import { ForestRunner } from '../scoring/trees/forestRunner';
import { openTreeModel, rawScorer } from '../scoring/trees/treeModel';
import type { Session } from '../session/session';
import { blendWarning, scoredOutputs } from './blendOutputs';
import type { OpenScorer } from './openScorer';

/**
 * A forest behind a `BatchScorer` of its raw score, before the link; null for an ONNX model that is something else. A
 * blend of objectives is scored as it is, without TreeSHAP, because a link may stand between trees and blend.
 */
export async function openTreeScorer(session: Session, model: ResolvedModel, file: string): Promise<OpenScorer | null> {
  if (model.objectives) return model.kind === 'onnx' ? null : openBlendScorer(session, model, file);
  const source = await featureColumns(session.db, model.featuresFrom, session.case.features.lists);
  const opened = await openTreeModel(file, model, source.columns);
  if (!opened) return null;
  const { ensemble, cells, output, scale } = opened;
  const score = rawScorer(ensemble);
  const { name } = ensemble.link;
  const isSum = ensemble.aggregate === 'sum' || ensemble.aggregate === 'average';
  const linked = name !== 'none' && scale === 'prediction';
  return {
    source,
    cells,
    texts: cells.map(() => null),
    whole: cells.map(() => false),
    score: async (input) => {
      // The forest runs in this thread: others get a turn before each batch.
      await setImmediate();
      return columnOf(score(rowMajor(input), input.rows), output, ensemble.outputs);
    },
    // TreeSHAP needs a score that is a sum over trees.
    trees: isSum ? { ensemble, output } : null,
    output: linked ? `the raw score, before ${name}` : 'the raw score',
    sameAsSession: !linked,
    warnings: warningsOf(ensemble, linked),
    close: async () => {},
  };
}

async function openBlendScorer(session: Session, model: ResolvedModel, file: string): Promise<OpenScorer | null> {
  const found = await readTrees(file);
  if (!found) return null;
  const source = await featureColumns(session.db, model.featuresFrom, session.case.features.lists);
  const { cells, name, type, shape } = planModel(found.signature, model, source.columns).inputs[0]!;
  const { outputs, score, text } = scoredOutputs(found.signature, model);
  const runner = new ForestRunner(found);
  return {
    source,
    cells,
    texts: cells.map(() => null),
    whole: cells.map(() => false),
    score: async (rows) => {
      await setImmediate();
      const data = rowMajor(rows);
      const input = { name, type, width: cells.length, shape, perCall: false, pad: null, data };
      return score(runner.run({ rows: rows.rows, inputs: [input], calls: null, fixedRows: null, outputs }));
    },
    trees: null,
    output: text,
    sameAsSession: true,
    warnings: [blendWarning],
    close: async () => {},
  };
}

function warningsOf({ link, outputs }: TreeEnsemble, linked: boolean): string[] {
  if (!linked || outputs === 1 || !link.name.startsWith('softmax')) return [];
  return [
    'The score is a softmax over several raw scores; what is explained, and ordered by, is the raw score of one.',
  ];
}

function rowMajor({ rows, columns }: FeatureRows): Float64Array {
  const width = columns.length;
  const matrix = new Float64Array(rows * width);
  columns.forEach((column, at) => {
    for (let row = 0; row < rows; row++) matrix[row * width + at] = column[row]!;
  });
  return matrix;
}

function columnOf(scores: Float64Array, output: number, outputs: number): Float64Array {
  if (outputs === 1) return scores;
  return Float64Array.from({ length: scores.length / outputs }, (_, row) => scores[row * outputs + output]!);
}
