import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openTreeScorer } from '../../../electron/engine/explain/treeScorer';
import { LocalRuntime } from '../../../electron/engine/scoring/localRuntime';
import { openOnnxSession } from '../../../electron/engine/scoring/onnxSession';
import { readTrees } from '../../../electron/engine/scoring/processRuntime';
import { scoreFeatures } from '../../../electron/engine/scoring/scoreFeatures';
import { scoreModels } from '../../../electron/engine/scoring/scoreModels';
import { openTreeModel } from '../../../electron/engine/scoring/trees/treeModel';
import type { Session } from '../../../electron/engine/session/session';
import { interventionalShap } from '../../../shared/trees/shap/interventionalShap';
import { rowPaths, treeGame } from '../../../shared/trees/shap/treeGame';
import { classifierGraph } from '../../unit/trees/support/onnxCases';
import { type GraphText, writeOnnxGraph } from '../../unit/trees/support/onnxFileWriter';
import { forestNodes, leafWeights, regressorGraph } from '../../unit/trees/support/onnxForest';
import { randomForest, randomRows, unitsFrom } from '../../unit/trees/support/randomForest';
import { caseOf, logFeatures, type ModelText, readScores, withSession } from './support/scoringCase';

const names = ['a', 'b', 'c', 'd'];
const shape = {
  trees: 9,
  leaves: 12,
  features: 4,
  outputs: 1,
  aggregate: 'sum' as const,
  baseFirst: false,
  chain: 0.3,
};
const trees = randomForest(unitsFrom(6), { ...shape, precision: 'float32', kinds: [0, 1, 3], plain: true });
const regressor = regressorGraph(trees);
const classifier = classifierGraph(
  { ...forestNodes(trees), ...leafWeights(trees, 'class'), post_transform: { s: 'LOGISTIC' } },
  2,
);
const values = randomRows(unitsFrom(2), 60, 4).map((value) => (Math.abs(value) > 100 ? 5 : value));
const rows = Array.from({ length: 60 }, (_, row) => [...values.subarray(4 * row, 4 * row + 4)]);

/** Scores a graph as a case does, and in ONNX Runtime. */
function scoreBothWays(graph: GraphText, more: Omit<ModelText, 'name'> = {}) {
  return withSession(async (db, folder) => {
    await logFeatures(db, names, rows, 'DOUBLE');
    const file = path.join(folder, 'm.onnx');
    writeFileSync(file, writeOnnxGraph(graph));
    const resolved = caseOf([{ name: 'm', file: 'm.onnx', format: 'onnx', features: names, ...more }]);
    const [record] = await scoreModels({ db, case: resolved, folder, sessionDir: folder, union: false });
    const output = resolved.models[0]!.output;
    const runtime = new LocalRuntime(openOnnxSession);
    const [ort] = await scoreFeatures(db, runtime, file, resolved.models[0]!, [{ table: 'scores_2', output }]);
    const [mine, theirs] = [await readScores(db, 1), await readScores(db, 2)];
    return { record: record!, ort: ort!, mine, theirs };
  });
}

function expectClose(mine: (number | null)[], theirs: (number | null)[]): void {
  expect(mine).toHaveLength(rows.length);
  mine.forEach((score, row) => {
    expect(Math.abs(score! - theirs[row]!), `row ${row}`).toBeLessThanOrEqual(
      1e-6 * Math.max(1, Math.abs(theirs[row]!)),
    );
  });
}

describe('an ONNX ensemble as a model of a case', () => {
  it.each([
    ['a regressor', regressor, {}],
    ['a regressor that does not say how many features it takes', { ...regressor, inputs: [wide(regressor)] }, {}],
    ['a classifier, of which class 1 is the score', classifier, {}],
    ['one class of a classifier', classifier, { output: 'probabilities[0]' }],
    ['the label of a classifier', classifier, { output: 'label' }],
    ['missing values that the case fills', regressor, { missing: { a: 1, c: -2 } }],
  ])('gives the scores, the names and the counts of ONNX Runtime: %s', async (_, graph, more) => {
    const { record, ort, mine, theirs } = await scoreBothWays(graph as GraphText, more);
    expect(record.reason).toBeNull();
    expectClose(mine, theirs);
    expect(record).toMatchObject(ort);
  });

  it('refuses the same faults of a case', async () => {
    const reasons = await Promise.all(
      [{ features: ['a', 'b'] }, { output: 'probabilities[2]' }, { output: 'other' }].map(async (more) => {
        const found = withSession(async (db, folder) => {
          await logFeatures(db, names, rows, 'DOUBLE');
          writeFileSync(path.join(folder, 'm.onnx'), writeOnnxGraph(classifier));
          const model = { name: 'm', file: 'm.onnx', format: 'onnx', features: names, ...more };
          return scoreModels({ db, case: caseOf([model]), folder, sessionDir: folder, union: false });
        });
        return (await found)[0]!.reason;
      }),
    );
    expect(reasons[0]).toContain('takes 4 features, but 2 are listed');
    expect(reasons[1]).toContain('"probabilities" has 2 columns, so there is no probabilities[2]');
    expect(reasons[2]).toContain('it has no output "other"');
  });

  it('is refused with a reason where its trees have a cycle, its file is cut, or its version is of later', async () => {
    const attributes = regressor.nodes[0]!.attributes!;
    const cycle = {
      ...attributes,
      nodes_truenodeids: { ints: (attributes.nodes_truenodeids as { ints: number[] }).ints.map(() => 0) },
    };
    const files = {
      cycle: writeOnnxGraph({ ...regressor, nodes: [{ ...regressor.nodes[0]!, attributes: cycle }] }),
      cut: writeOnnxGraph(regressor).subarray(0, 3000),
      later: writeOnnxGraph({ ...regressor, opsets: { 'ai.onnx.ml': 99 } }),
    };
    await withSession(async (db, folder) => {
      await logFeatures(db, names, rows, 'DOUBLE');
      for (const [name, bytes] of Object.entries(files)) writeFileSync(path.join(folder, `${name}.onnx`), bytes);
      const models = Object.keys(files).map((name) => ({
        name,
        file: `${name}.onnx`,
        format: 'onnx',
        features: names,
      }));
      const records = await scoreModels({ db, case: caseOf(models), folder, sessionDir: folder, union: false });
      expect(records.map(({ state }) => state)).toEqual(['failed', 'failed', 'failed']);
      expect(records[0]!.reason).toContain('cycle.onnx cannot be used: the nodes of tree 0 form a cycle');
      expect(records[1]!.reason).toContain('cut.onnx is not a readable ONNX file');
      expect(records[2]!.reason).toMatch(/later\.onnx could not be loaded/);
      expect(records[2]!.reason).toMatch(/opset/i);
    });
  });

  it('is explained by TreeSHAP, exactly, and a smallest value of trees is not', async () => {
    await withSession(async (db, folder) => {
      await logFeatures(db, names, rows, 'DOUBLE');
      const files = { sum: classifier, least: regressorGraph(trees, { aggregate_function: { s: 'MIN' } }) };
      for (const [name, graph] of Object.entries(files)) {
        writeFileSync(path.join(folder, `${name}.onnx`), writeOnnxGraph(graph));
      }
      const models = Object.keys(files).map((name) => ({
        name,
        file: `${name}.onnx`,
        format: 'onnx',
        features: names,
      }));
      const resolved = caseOf(models);
      const [sum, least] = resolved.models;
      const log = names.map((name) => ({ name, type: 'DOUBLE' }));
      const opened = (await openTreeModel(path.join(folder, 'sum.onnx'), sum!, log))!;
      expect(opened).toMatchObject({ output: 1, scale: 'prediction' });
      const columns = names.map((_, at) => Float64Array.from(rows, (row) => row[at]!));
      const paths = rowPaths(opened.ensemble, { rows: rows.length, columns });
      const game = treeGame(opened.ensemble, opened.output);
      const { base, score, contributions } = interventionalShap(game, paths, 0, [1, 2, 3]);
      expect(base + contributions.reduce((all, each) => all + each)).toBeCloseTo(score, 6);
      const session = { db, case: resolved } as unknown as Session;
      const scorer = await openTreeScorer(session, least!, path.join(folder, 'least.onnx'));
      expect(scorer).toMatchObject({ trees: null, output: 'the raw score' });
    });
  });

  it('is read once for all who ask for it', async () => {
    await withSession(async (_, folder) => {
      const file = path.join(folder, 'm.onnx');
      writeFileSync(file, writeOnnxGraph(regressor));
      const first = await readTrees(file);
      expect(await readTrees(file)).toBe(first);
      expect(first!.fast).toBe(true);
      writeFileSync(file, writeOnnxGraph(classifier));
      expect((await readTrees(file))!.tensors).toHaveProperty('probabilities');
    });
  });
});

function wide({ inputs }: GraphText) {
  return { ...inputs[0]!, shape: ['rows', 'columns'] };
}
