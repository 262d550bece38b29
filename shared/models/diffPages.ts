import type { ScoreLink } from '../fidelity/fidelitySchemas';
import type { FactDifference, ModelDiff, ModelInput, ModelPage } from './modelSchemas';

type Fact = string | number | null;
type Facts = readonly [group: FactDifference['group'], name: string, value: Fact][];

/** A model's page, and link 1 of its fidelity where that was measured. */
export interface DiffedModel {
  page: ModelPage;
  fidelity: Pick<ScoreLink, 'verdict' | 'parity' | 'link' | 'cause' | 'comparedRows'> | null;
}

/**
 * The facts that differ between two models, in the order of the page; null where a model has none. What only a forest or
 * only a graph has is compared between two of them: that their kinds differ is a fact of its own.
 */
export function diffFacts(a: DiffedModel, b: DiffedModel): FactDifference[] {
  const [forests, graphs] = [a.page.forest && b.page.forest, a.page.graph && b.page.graph];
  const factsOf = ({ page, fidelity }: DiffedModel): Facts => [
    ...fileFacts(page),
    ...inputFacts(page),
    ...contentFacts(page),
    ...(forests && page.forest ? forestFacts(page.forest) : []),
    ...(graphs && page.graph ? graphFacts(page.graph) : []),
    ...scoreFacts({ page, fidelity }),
  ];
  const others = factsOf(b);
  return factsOf(a).flatMap(([group, name, value], at) => {
    const other = others[at]![2];
    return Object.is(value, other) ? [] : [{ group, name, a: value, b: other }];
  });
}

function fileFacts({ kind, file, format, bytes, sha256, state }: ModelPage): Facts {
  return [
    ['file', 'kind', kind],
    ['file', 'file', file],
    ['file', 'format', format],
    ['file', 'size in bytes', bytes],
    ['file', 'SHA-256', sha256],
    ['file', 'state', state],
  ];
}

function inputFacts({ inputs, unused, featuresFrom, listwise, trained }: ModelPage): Facts {
  return [
    ['inputs', 'inputs', inputs?.length ?? null],
    ['inputs', 'features of the log that it does not take', inputs && unused.length],
    ['inputs', 'features from', featuresFrom],
    ['inputs', 'list-wise', listwise ? 'yes' : 'no'],
    ['model', 'trained from', trained?.from ?? null],
    ['model', 'trained to', trained?.to ?? null],
    ['model', 'trained on the label', trained?.label ?? null],
    ['model', 'rows of the log inside the training window', trained?.rows ?? null],
  ];
}

function contentFacts({ output, objectives, blend }: ModelPage): Facts {
  return [
    ['model', 'output', output],
    ['model', 'objectives', objectives.map(({ name }) => name).join(', ') || null],
    [
      'model',
      'weights',
      blend &&
        Object.entries(blend.weights)
          .map((each) => each.join(' '))
          .join(', '),
    ],
    ['model', 'way of blending', blend && [blend.value, blend.normalize].join(', ')],
  ];
}

function forestFacts(forest: NonNullable<ModelPage['forest']>): Facts {
  return [
    ['model', 'objective', forest.objective],
    ['model', 'link', forest.link],
    ['model', 'base score', forest.base.join(', ')],
    ['model', 'trees', forest.trees],
    ['model', 'leaves', forest.leaves],
    ['model', 'depth', forest.depth],
    ['model', 'categorical splits', forest.categoricalSplits],
    ['model', 'features that are split on', forest.featuresUsed],
    ['model', 'precision', forest.precision],
  ];
}

function graphFacts(graph: NonNullable<ModelPage['graph']>): Facts {
  return [
    ['model', 'nodes', graph.nodes],
    ['model', 'operators', graph.operators.map(({ name, count }) => `${name} ${count}`).join(', ')],
    ['model', 'parameters', graph.parameters],
    ['model', 'opsets', graph.opsets.map(({ domain, version }) => `${domain} ${version}`).join(', ')],
    ['model', 'producer', graph.producer],
  ];
}

function scoreFacts({ page, fidelity }: DiffedModel): Facts {
  return [
    ['scores', 'scored rows', page.scoredRows],
    ['scores', 'rows without a score', page.missingRows],
    ['scores', 'rows that the log lacks', page.extraRows],
    ['scores', 'scores that are not finite', page.nonFiniteRows],
    ['fidelity', 'file → logged score', fidelity?.verdict ?? null],
    ['fidelity', 'share of rows within tolerance', fidelity?.parity ?? null],
    ['fidelity', 'rows compared with logged scores', fidelity?.comparedRows ?? null],
    ['fidelity', 'link', fidelity?.link ?? null],
    ['fidelity', 'likely cause', fidelity?.cause ?? null],
  ];
}

const compared = ['name', 'type', 'missing', 'default', 'scope', 'source', 'values'] as const;
const words: Record<(typeof compared)[number], string> = {
  name: 'name in the file',
  type: 'type',
  missing: 'missing value becomes',
  default: 'default of serving',
  scope: 'scope',
  source: 'features',
  values: 'values',
};

/** Columns that one of two models takes alone, and what differs about those that both take. */
export function diffInputs(
  a: readonly ModelInput[],
  b: readonly ModelInput[],
): Pick<ModelDiff, 'onlyA' | 'onlyB' | 'inputs' | 'otherOrder'> {
  const [inA, inB] = [byColumn(a), byColumn(b)];
  const shared = [...inA.keys()].filter((column) => inB.has(column));
  const without = (from: Map<string, ModelInput>, other: Map<string, ModelInput>) =>
    [...from.keys()].filter((column) => !other.has(column));
  return {
    onlyA: without(inA, inB),
    onlyB: without(inB, inA),
    inputs: changesOf(shared, inA, inB),
    otherOrder: shared.join('\n') !== [...inB.keys()].filter((column) => inA.has(column)).join('\n'),
  };
}

/** The first use of a column stands for all. */
function byColumn(inputs: readonly ModelInput[]): Map<string, ModelInput> {
  return new Map(
    inputs
      .toReversed()
      .map((input) => [input.column, input] as const)
      .toReversed(),
  );
}

/** What differs of shared columns; columns that differ in the same way stand together. */
function changesOf(
  shared: readonly string[],
  a: ReadonlyMap<string, ModelInput>,
  b: ReadonlyMap<string, ModelInput>,
): ModelDiff['inputs'] {
  const changes = new Map<string, ModelDiff['inputs'][number]>();
  for (const column of shared) {
    const [one, other] = [a.get(column)!, b.get(column)!];
    for (const key of compared) {
      if (one[key] === other[key]) continue;
      const id = JSON.stringify([key, one[key], other[key]]);
      const change = changes.get(id) ?? { columns: [], what: words[key], a: one[key], b: other[key] };
      change.columns.push(column);
      changes.set(id, change);
    }
  }
  return [...changes.values()];
}
