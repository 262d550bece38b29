import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DiffedModel, diffFacts, diffInputs } from '../../../shared/models/diffPages';
import { diffRanks } from '../../../shared/models/diffRanks';
import type { ModelImportance, ModelInput, ModelPage } from '../../../shared/models/modelSchemas';

const input = (column: string, more: Partial<ModelInput> = {}): ModelInput => ({
  input: 'features',
  name: column,
  column,
  values: 1,
  type: 'float64',
  scope: 'row',
  source: 'logged',
  missing: null,
  default: null,
  filled: 10,
  nulls: 0,
  nans: 0,
  atDefault: null,
  ...more,
});

const page = (more: Partial<ModelPage> = {}): ModelPage => ({
  name: 'm',
  kind: 'lightgbm',
  state: 'ready',
  reason: null,
  file: 'm.txt',
  mlflow: false,
  format: 'LightGBM v4',
  bytes: 10,
  sha256: 'a',
  changed: false,
  weights: [],
  key: 'k',
  served: null,
  trained: null,
  featuresFrom: 'logged',
  listwise: false,
  objectives: [],
  blend: null,
  inputs: [input('price')],
  inputsReason: null,
  unused: [],
  output: 'prediction',
  tensors: null,
  forest: null,
  graph: null,
  contentReason: null,
  rows: 10,
  scoredRows: 10,
  missingRows: 0,
  extraRows: 0,
  duplicateRows: 0,
  nonFiniteRows: 0,
  ...more,
});

const model = (more: Partial<ModelPage> = {}, fidelity: DiffedModel['fidelity'] = null) => ({
  page: page(more),
  fidelity,
});

const importance = (values: Record<string, number | null>, method = 'path-dependent TreeSHAP'): ModelImportance => ({
  model: 'm',
  output: 'raw',
  seed: 0,
  sampledRows: 5,
  rows: 10,
  method,
  gainReason: null,
  splitsReason: null,
  shapReason: null,
  features: Object.entries(values).map(([feature, shap]) => ({
    feature,
    columns: [feature],
    gain: 1,
    splits: 1,
    shap,
    se: null,
  })),
  warnings: [],
});

describe('facts that differ', () => {
  it('leave out what both share', () => {
    expect(diffFacts(model(), model())).toEqual([]);
    const trained = { from: '2026-05-01', to: null, label: 'click', rows: 3 };
    const broken = { verdict: 'broken', parity: 0.5, link: null, cause: 'link', comparedRows: 8 } as const;
    const found = diffFacts(model({ trained }), model({ sha256: 'b' }, broken));
    expect(found.map(({ group, name, a, b }) => [group, name, a, b])).toEqual([
      ['file', 'SHA-256', 'a', 'b'],
      ['model', 'trained from', '2026-05-01', null],
      ['model', 'trained on the label', 'click', null],
      ['model', 'rows of the log inside the training window', 3, null],
      ['fidelity', 'file → logged score', null, 'broken'],
      ['fidelity', 'share of rows within tolerance', null, 0.5],
      ['fidelity', 'rows compared with logged scores', null, 8],
      ['fidelity', 'likely cause', null, 'link'],
    ]);
  });

  it('compare trees with trees only', () => {
    const forest = { trees: 3, leaves: 12, link: 'none', base: [0], precision: 'float64' } as ModelPage['forest'];
    const graph = {
      nodes: 2,
      operators: [],
      opsets: [],
      parameters: 0,
      producer: null,
    } as unknown as ModelPage['graph'];
    const names = (one: Partial<ModelPage>, other: Partial<ModelPage>) =>
      diffFacts(model(one), model(other)).map(({ name }) => name);
    expect(names({ forest }, { graph, kind: 'onnx' })).toEqual(['kind']);
    expect(names({ forest }, { forest: { ...forest!, trees: 4, link: 'sigmoid' } })).toEqual(['link', 'trees']);
    expect(names({ graph }, { graph: { ...graph!, parameters: 9 } })).toEqual(['parameters']);
  });

  it('change sides with the models', () => {
    const [a, b] = [model({ kind: 'onnx', bytes: 4 }), model({ listwise: true })];
    const turned = diffFacts(b, a).map((fact) => ({ ...fact, a: fact.b, b: fact.a }));
    expect(diffFacts(a, b)).toEqual(turned);
  });
});

describe('inputs that differ', () => {
  it('are those of one model, those under another name, type or fill, and the order', () => {
    const found = diffInputs(
      [input('price'), input('age', { name: 'Column_1' }), input('gone')],
      [input('age', { missing: -1 }), input('price', { missing: -1 }), input('fresh')],
    );
    expect(found).toEqual({
      onlyA: ['gone'],
      onlyB: ['fresh'],
      inputs: [
        { columns: ['price', 'age'], what: 'missing value becomes', a: null, b: -1 },
        { columns: ['age'], what: 'name in the file', a: 'Column_1', b: 'age' },
      ],
      otherOrder: true,
    });
    expect(diffInputs([input('price')], [input('price')])).toEqual({
      onlyA: [],
      onlyB: [],
      inputs: [],
      otherOrder: false,
    });
  });
});

describe('importance that differs', () => {
  it('is a move among the shared features, not one that a feature of one model causes', () => {
    const found = diffRanks(
      importance({ extra: 8, price: 4, age: 3, ctr: 1 }),
      importance({ price: 6, ctr: 3, age: 1 }),
    )!;
    expect(found).toEqual({
      measure: 'shap',
      features: [
        { feature: 'extra', rankA: 1, rankB: null, a: 0.5, b: null },
        { feature: 'age', rankA: 3, rankB: 3, a: 3 / 16, b: 0.1 },
        { feature: 'ctr', rankA: 4, rankB: 2, a: 1 / 16, b: 0.3 },
      ],
      same: 1,
      note: null,
    });
  });

  it('falls back to gains, and says when two ways of measuring meet', () => {
    expect(diffRanks(importance({ price: null }), importance({ price: 2 }))!.measure).toBe('gain');
    const mixed = diffRanks(importance({ price: 1 }), importance({ price: 2 }, 'Shapley values'))!;
    expect(mixed.note).toMatch(/path-dependent TreeSHAP for the first, by Shapley values for the second/);
    expect(diffRanks(importance({}), importance({ price: 1 }))).toBeNull();
  });

  it('is nothing for one model against itself or against a multiple of it', () => {
    const values = fc.dictionary(fc.constantFrom('a', 'b', 'c', 'd'), fc.nat(1000), { minKeys: 1 });
    fc.assert(
      fc.property(values, fc.integer({ min: 1, max: 9 }), (own, factor) => {
        const twice = Object.fromEntries(Object.entries(own).map(([name, value]) => [name, value * factor]));
        const found = diffRanks(importance(own), importance(twice))!;
        expect(found.features).toEqual([]);
        expect(found.same).toBe(Object.keys(own).length);
      }),
    );
  });
});
