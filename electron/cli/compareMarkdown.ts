import {
  formatCount,
  formatFixed,
  formatInterval,
  formatP,
  formatPercent,
  formatSigned,
} from '../../shared/format/numbers';
import type { CompareBlock, CompareResult, MetricRow, PairRow } from '../../shared/schemas/compare';
import type { GateHit } from './gates/checkGates';

/** `compare` as a Markdown summary for a pull request or a build page. */
export function compareMarkdown(result: CompareResult, hits: readonly GateHit[] = []): string {
  const parts = [`## ${escapeCell(result.case)}`, facts(result)];
  for (const { gate, sentence } of hits) parts.push(`**Gate hit:** \`${gate}\`: ${sentence}`);
  parts.push(result.sentence, means(result.metrics));
  if (result.pairs.length > 0) parts.push(differences(result.pairs));
  if (result.by) parts.push(`### By ${escapeCell(result.by.column)}`, ...result.by.blocks.map(block));
  parts.push(notes(result));
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}

function facts({ preset, slice, sliceRequests, requests, seed }: CompareResult): string {
  const where = slice === null ? '' : ` where \`${slice}\``;
  const shown = slice === null ? formatCount(requests) : `${formatCount(sliceRequests)} of ${formatCount(requests)}`;
  return `${shown} requests${where}, preset ${preset}, seed ${seed}`;
}

function means(rows: readonly MetricRow[]): string {
  const head = ['metric', 'model', 'mean', '95% interval', 'requests', 'judged'];
  const body = rows.map((row) => [
    row.metric,
    row.model,
    row.mean === null ? `– (${row.meanReason ?? ''})` : formatFixed(row.mean, 4),
    formatInterval(row.ci, 4),
    formatCount(row.requests),
    formatPercent(row.judged),
  ]);
  return table(head, body);
}

function differences(pairs: readonly PairRow[]): string {
  const head = ['metric', 'model', 'Δ', '95% interval', 'p', 'adjusted', 'better / same / worse', 'verdict'];
  const body = pairs.map((pair) => [
    pair.metric,
    `${pair.model} − ${pair.baseline}`,
    formatSigned(pair.delta, 4),
    formatInterval(pair.ci, 4, 'signed'),
    formatP(pair.p.randomization),
    pair.pHolm === null ? (pair.q === null ? '–' : `q ${formatP(pair.q)}`) : `Holm ${formatP(pair.pHolm)}`,
    [pair.wins, pair.ties, pair.losses].map(formatCount).join(' / '),
    pair.withheld === null ? pair.verdict : `withheld: ${pair.withheld}`,
  ]);
  return table(head, body);
}

function block({ value, requests, sentence, pairs, metrics }: CompareBlock): string {
  const title = `#### ${value === null ? '(none)' : escapeCell(value)}: ${formatCount(requests)} requests`;
  return [title, sentence, pairs.length > 0 ? differences(pairs) : means(metrics)].join('\n\n');
}

function notes({ warnings, models }: CompareResult): string {
  const fidelity = models
    .filter((model) => model.fidelity.verdict !== 'unchecked')
    .map(
      ({ name, fidelity: found }) => `fidelity of ${name}: ${found.verdict} on ${formatCount(found.comparedRows)} rows`,
    );
  return [...fidelity, ...warnings].map((line) => `- ${line}`).join('\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(escapeCell).join(' | ')} |`;
  return [line(head), `|${' --- |'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

function escapeCell(text: string): string {
  return text.replace(/[|\\`*_<]/g, (mark) => `\\${mark}`).replace(/\s*\n\s*/g, ' ');
}
