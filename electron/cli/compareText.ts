import {
  formatCount,
  formatFixed,
  formatInterval,
  formatP,
  formatPercent,
  formatSigned,
} from '../../shared/format/numbers';
import type { CompareBlock, CompareResult, MetricRow, PairRow } from '../../shared/schemas/compare';
import { linkLines } from './fidelityText';
import { textTable } from './textTable';

/** `compare` for people: the sentence, the means, the differences, what to know. */
export function compareText(result: CompareResult): string {
  const parts = [headline(result), result.sentence, meansTable(result), ...noMeans(result)];
  if (result.pairs.length > 0) parts.push(pairsTable(result));
  for (const block of result.by?.blocks ?? []) parts.push(blockText(result, block));
  const fidelity = result.models.filter((model) => model.fidelity.verdict !== 'unchecked');
  for (const { name, fidelity: found } of fidelity) {
    const cause = found.cause ? `: ${found.cause}` : '';
    parts.push(`fidelity of ${name}: ${found.verdict} on ${formatCount(found.comparedRows)} rows${cause}`);
  }
  if (result.links) parts.push(...linkLines(result.links));
  parts.push(...result.warnings.map((warning) => `note: ${warning}`));
  return `${parts.map((part) => part.trimEnd()).join('\n\n')}\n`;
}

function blockText(result: CompareResult, { value, requests, sentence, metrics, pairs }: CompareBlock): string {
  const title = `${result.by!.column} ${value ?? '(none)'}: ${formatCount(requests)} requests. ${sentence}`;
  const own = { ...result, metrics, pairs };
  return [title, pairs.length > 0 ? pairsTable(own) : meansTable(own)].join('\n\n');
}

function headline({ case: name, rows, requests, slice, sliceRows, sliceRequests, preset }: CompareResult): string {
  const selected =
    slice === null
      ? `${formatCount(requests)} requests, ${formatCount(rows)} rows`
      : `${formatCount(sliceRequests)} of ${formatCount(requests)} requests (${formatCount(sliceRows)} rows) where ${slice}`;
  return `${name}: ${selected}${preset === 'default' ? '' : `, preset ${preset}`}`;
}

function meansTable({ models, metrics }: CompareResult): string {
  const ids = [...new Set(metrics.map((row) => row.metric))];
  const rowOf = (id: string, model: string) => metrics.find((row) => row.metric === id && row.model === model)!;
  const rows = ids.map((id) => {
    const own = models.map(({ name }) => rowOf(id, name));
    return [id, ...own.map(meanCell), formatCount(own[0]!.requests), formatPercent(own[0]!.judged)];
  });
  const head = ['metric', ...models.map(({ name }) => name), 'requests', 'judged'];
  return textTable(head, rows, head.map((_, i) => i).slice(1));
}

/** Why a dash stands where a number was asked for: each reason once. */
function noMeans({ metrics }: CompareResult): string[] {
  const reasons = metrics.flatMap((row) => (row.mean === null ? [`${row.metric}: ${row.meanReason ?? ''}`] : []));
  return [...new Set(reasons)].map((reason) => `– ${reason}`);
}

function meanCell(row: MetricRow): string {
  const mean = formatFixed(row.mean, 4);
  return row.ci === null ? mean : `${mean} ${formatInterval(row.ci, 4)}`;
}

function pairsTable({ pairs }: CompareResult): string {
  const tested = pairs.some((pair) => pair.ci !== null);
  const head = [
    'metric',
    'model',
    'Δ',
    ...(tested ? ['95% interval', 'p', 'adjusted'] : []),
    'better',
    'same',
    'worse',
  ];
  const rows = pairs.map((pair) => [
    pair.metric,
    `${pair.model} − ${pair.baseline}`,
    formatSigned(pair.delta, 4),
    ...(tested ? [formatInterval(pair.ci, 4, 'signed'), formatP(pair.p.randomization), adjusted(pair)] : []),
    formatCount(pair.wins),
    formatCount(pair.ties),
    formatCount(pair.losses),
    ...(tested ? [verdictCell(pair)] : []),
  ]);
  const heads = tested ? [...head, 'verdict'] : head;
  return textTable(heads, rows, heads.map((_, i) => i).slice(2, tested ? -1 : undefined));
}

function verdictCell({ verdict, status }: PairRow): string {
  return verdict === 'withheld' && status === 'biased_to_served' ? 'withheld (biased_to_served)' : verdict;
}

function adjusted(pair: PairRow): string {
  if (pair.pHolm !== null) return `Holm ${formatP(pair.pHolm)}`;
  return pair.q === null ? formatP(null) : `q ${formatP(pair.q)}`;
}
