import { describe, expect, it } from 'vitest';
import { betweenModels } from '../../../electron/engine/fidelity/betweenModels';
import { modelFidelity } from '../../../electron/engine/fidelity/modelFidelity';
import { SessionSlices } from '../../../electron/engine/slices/sessionSlices';
import { equalitiesGraph } from '../../unit/trees/support/onnxCases';
import { writeOnnxGraph } from '../../unit/trees/support/onnxFileWriter';
import { openFiles } from '../session/caseFolder';

/** One split on f at 0.1: -1 at or below, +1 above. */
const stump = `tree
version=v4
num_class=1
num_tree_per_iteration=1
label_index=0
max_feature_idx=0
objective=regression
feature_names=f
feature_infos=[0:1]
tree_sizes=200

Tree=0
num_leaves=2
num_cat=0
split_feature=0
split_gain=1
threshold=0.1
decision_type=2
left_child=-1
right_child=-2
leaf_value=-1 1
leaf_weight=1 1
leaf_count=1 1
internal_value=0
internal_weight=2
internal_count=2
is_linear=0
shrinkage=1


end of trees
`;

interface LoggedRow {
  f: string | number;
  score: number;
  version?: string;
}

/** The same split in ONNX, whose thresholds are float32. */
const onnxStump = writeOnnxGraph({
  ...equalitiesGraph([Math.fround(0.1)], true, 0),
  nodes: equalitiesGraph([Math.fround(0.1)], true, 0).nodes.map((node) => ({
    ...node,
    attributes: {
      ...node.attributes,
      nodes_modes: { strings: ['BRANCH_LEQ', 'LEAF', 'LEAF'] },
      nodes_featureids: { ints: [0, 0, 0] },
      target_weights: { floats: [-1, 1] },
    },
  })),
  inputs: [{ name: 'features', type: 'float', shape: ['rows', 1] }],
  metadata: { 'rankscope.features': '["f"]' },
});
const mlmodel = 'flavors: { onnx: { data: model.onnx } }\n';

/** How the stump is kept, as `file:` of the case, and the files that this needs. */
const kept = {
  'm.txt': { 'm.txt': stump },
  'm.onnx': { 'm.onnx': onnxStump },
  folder: { 'folder/MLmodel': mlmodel, 'folder/model.onnx': onnxStump },
};

/** 40 requests of 10 rows, and a case with stumps that served those where `where` holds. */
async function openStumps(
  rowOf: (row: number) => LoggedRow,
  { where = "model_version = 'v1'", files = ['m.txt'] as (keyof typeof kept)[], features = '[f]' } = {},
) {
  const lines = Array.from({ length: 400 }, (_, row) => {
    const { f, score, version = 'v1' } = rowOf(row);
    return `q${Math.floor(row / 10)},i${row},${(row % 10) + 1},2026-06-01T${String(Math.floor(row / 100)).padStart(2, '0')}:00:00Z,${f},${score},${version}`;
  });
  const { session } = await openFiles({
    'log.csv': `request_id,item_id,position,t,f,s,model_version\n${lines.join('\n')}\n`,
    ...Object.assign({}, ...files.map((file) => kept[file])),
    'case.yaml': `rankscope: 1
name: stump
log:
  path: log.csv
  columns: { request: request_id, item: item_id, position: position, time: t, score: s }
  versions: { model: model_version }
features: ${features}
models:
${files.map((file) => `  - { name: ${file}, file: ${file}, served: { where: ${JSON.stringify(where)}, score: s } }`).join('\n')}
`,
  });
  return session;
}

type Wish = Parameters<typeof openStumps>[1];

/** The whole of link 1 for the first stump. */
async function fidelityOf(rowOf: (row: number) => LoggedRow, wish?: Wish) {
  const session = await openStumps(rowOf, wish);
  return modelFidelity(session, new SessionSlices(session), session.case.models[0]!, session.models[0]!);
}

/** What serving in double precision gives: a tenth of the rows lies between the threshold and its float32. */
const besideThreshold = (row: number) => {
  if (row % 10 === 3) return { f: Math.fround(0.1), score: 1 };
  return row % 2 === 0 ? { f: 0.05, score: -1 } : { f: 0.7, score: 1 };
};

describe('link 1 of a served model', () => {
  it('compares only the rows that served.where selects', async () => {
    const found = await fidelityOf((row) => (row < 200 ? { f: 0.5, score: 1 } : { f: 0.5, score: 0.3, version: 'v0' }));
    expect(found).toMatchObject({ verdict: 'exact', servedRows: 200, comparedRows: 200, cause: null });
    expect(found.byVersion).toEqual([{ version: 'v1', rows: 200, failed: 0 }]);
  });

  it('finds the version that the file is right for, where others are in the mix', async () => {
    const found = await fidelityOf(
      (row) => (row % 20 < 10 ? { f: 0.5, score: 1 } : { f: 0.5, score: (row % 7) / 7 - 3, version: 'v0' }),
      { where: 'true' },
    );
    expect(found).toMatchObject({ verdict: 'order', parity: 0.5, cause: 'version_mix' });
    expect(found.byVersion).toEqual([
      { version: 'v0', rows: 200, failed: 200 },
      { version: 'v1', rows: 200, failed: 0 },
    ]);
  });

  it('blames float32 where only values beside a threshold fail', async () => {
    const found = await fidelityOf((row) => {
      if (row % 10 === 3) return { f: Math.fround(0.1), score: -1 };
      return row % 2 === 0 ? { f: 0.05, score: -1 } : { f: 0.7, score: 1 };
    });
    expect(found).toMatchObject({ parity: 0.9, cause: 'float32_threshold' });
  });

  it.each(['m.onnx' as const, 'folder' as const])('blames float32 of trees in ONNX, too: %s', async (file) => {
    const found = await fidelityOf(besideThreshold, { files: [file] });
    expect(found).toMatchObject({ parity: 0.9, cause: 'float32_threshold' });
  });

  it('blames the vocabulary where rows of one category fail', async () => {
    const rowOf = (row: number) => ({ f: row % 20, score: row % 20 === 7 ? -0.4 : row % 20 === 0 ? -1 : 1 });
    const features = '{ columns: [f], types: { f: category } }';
    expect(await fidelityOf(rowOf, { features })).toMatchObject({ parity: 0.95, cause: 'vocabulary' });
  });

  it('blames nothing where values far from every threshold fail too', async () => {
    const found = await fidelityOf((row) =>
      row % 10 === 3 ? { f: 0.11, score: -1 } : row % 2 === 0 ? { f: 0.05, score: -1 } : { f: 0.7, score: 1 },
    );
    expect(found.cause).toBeNull();
  });

  it('says what is wrong with served.where instead of failing', async () => {
    const found = await fidelityOf(() => ({ f: 0.5, score: 1 }), { where: "modle_version = 'v1'" });
    expect(found).toMatchObject({ verdict: 'unchecked', comparedRows: 0 });
    expect(found.cause).toContain('served.where cannot be used');
    expect(found.cause).toContain('model_version');
  });
});

describe('two artifacts of one model', () => {
  it('differ by float32, which is named, and where nothing lies beside a threshold not at all', async () => {
    const between = async (rowOf: (row: number) => LoggedRow) => {
      const session = await openStumps(rowOf, { files: ['m.txt', 'm.onnx'] });
      const [text, onnx] = session.models.map((model) => ({ ...model, served: true }));
      return betweenModels(session, text!, onnx!);
    };
    const found = await between(besideThreshold);
    expect(found).toMatchObject({ differentRows: 40, orderChanges: 0, cause: 'float32_threshold' });
    expect(found.largest[0]).toMatchObject({ a: 1, b: -1, difference: 2 });
    const far = await between((row) => ({ f: row % 2 === 0 ? 0.05 : 0.7, score: 0 }));
    expect(far).toMatchObject({ verdict: 'exact', differentRows: 0, cause: null, maxAbsDiff: 0 });
  });
});
