import { formatBytes, formatCount, formatCounted } from '../format/numbers';
import type { ModelInput, ModelPage } from './modelSchemas';

/** A fact of a model in words: its name and its value. */
export type PageFact = readonly [name: string, value: string];

const aggregates = { average: 'the mean', min: 'the smallest', max: 'the largest' } as const;

/** What identifies the file. */
export function fileFacts(page: ModelPage): PageFact[] {
  const { file, format, bytes, sha256, changed, weights } = page;
  return present([
    ['file', file],
    ['format', format],
    ['size', bytes === null ? null : formatBytes(bytes)],
    ['SHA-256', sha256],
    ['changed', changed ? 'yes, since the session was built' : null],
    ['weights in', weights.join(', ') || null],
  ]);
}

/** What is in the file, and how the case uses it. */
export function contentFacts(page: ModelPage): PageFact[] {
  const { forest, graph, output, objectives, blend, listwise, featuresFrom, contentReason, trained } = page;
  return present([
    ['content', contentReason],
    ['output', output],
    ['objectives', objectives.map(({ name, output: of }) => `${name} (${of})`).join(', ') || null],
    ['score is', blend && blendText(blend)],
    ['objective', forest?.objective ?? null],
    ['link', forest && (forest.link === 'none' ? 'none: the raw score is the prediction' : forest.link)],
    ['trees', forest && `${formatCounted(forest.trees, 'tree')}, ${formatCounted(forest.leaves, 'leaf', 'leaves')}`],
    ['depth', forest && formatCounted(forest.depth, 'split')],
    ['features used', forest && `${formatCount(forest.featuresUsed)} of ${formatCount(forest.features)}`],
    ['categorical splits', forest && `${formatCount(forest.categoricalSplits)} of ${formatCount(forest.splits)}`],
    ['score', forest && forest.aggregate !== 'sum' ? `${aggregates[forest.aggregate]} of the trees` : null],
    ['precision', forest?.precision ?? null],
    ['parameters', graph && graph.parameters > 0 ? formatCount(graph.parameters) : null],
    ['nodes', graph && `${formatCount(graph.nodes)}: ${operatorsText(graph.operators)}`],
    ['opset', graph?.opsets.map(({ domain, version }) => `${domain} ${version}`).join(', ')],
    ['producer', graph?.producer],
    ['list-wise', listwise ? 'yes: a score depends on the whole list' : null],
    ['features from', featuresFrom === 'logged' ? null : featuresFrom],
    ['trained', trained && windowText(trained)],
    ['trained on', trained?.label],
    ['rows inside', trained && trained.rows !== null ? `${formatCount(trained.rows)} of the log` : null],
  ]);
}

/** What came of scoring it. */
export function scoreFacts(page: ModelPage): PageFact[] {
  const { state, rows, scoredRows, missingRows, extraRows, duplicateRows, nonFiniteRows } = page;
  if (state !== 'ready') return [];
  const some = (count: number) => (count === 0 ? null : formatCount(count));
  return present([
    ['scored rows', `${formatCount(scoredRows)} of ${formatCount(rows)}`],
    ['rows without a score', some(missingRows)],
    ['rows that the log lacks', some(extraRows)],
    ['rows given twice', some(duplicateRows)],
    ['scores that are not finite', some(nonFiniteRows)],
  ]);
}

/** A share of the rows that an input was looked at in; 0 where the log has none. */
export function inputShare({ filled, nulls, nans }: ModelInput, count: number): number {
  const rows = filled + nulls + nans;
  return rows === 0 ? 0 : count / rows;
}

const mostOperators = 6;

function operatorsText(operators: readonly { name: string; count: number }[]): string {
  const named = operators.slice(0, mostOperators).map(({ name, count }) => `${name} ${count}`);
  const rest = operators.length - named.length;
  return [...named, ...(rest > 0 ? [`${rest} more kinds`] : [])].join(', ');
}

/** A sum of products, or a product of powers (definitions H1). */
function blendText({ weights, value, normalize }: NonNullable<ModelPage['blend']>): string {
  const parts = Object.entries(weights);
  const text =
    value === 'sum'
      ? parts.map(([name, weight]) => `${weight} × ${name}`).join(' + ')
      : parts.map(([name, weight]) => `${name}^${weight}`).join(' × ');
  if (normalize === 'quantile_global') return `${text}, each as its share of training predictions (${normalize})`;
  return normalize === 'none' ? text : `${text}, each normalized in its list (${normalize})`;
}

function windowText({ from, to }: NonNullable<ModelPage['trained']>): string | null {
  if (from !== null && to !== null) return `${from} to ${to}`;
  if (from !== null) return `since ${from}`;
  return to === null ? null : `until ${to}`;
}

function present(facts: readonly (readonly [string, string | null | undefined])[]): PageFact[] {
  return facts.flatMap(([name, value]) => (value === null || value === undefined ? [] : [[name, value] as const]));
}
