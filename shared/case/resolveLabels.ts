import type { CaseFile } from './caseSchema';
import type { ResolvedLabel, ResolvedOutcome, TakenDefault } from './resolvedCase';

/**
 * Labels of the case: `relevance` when the log or a judgments file has grades, then the `labels` block, else one label
 * for each 0/1 outcome. The default label is relevance, else the last outcome of the funnel, else the last label.
 */
export function resolveLabels(written: CaseFile, outcomes: ResolvedOutcome[], defaults: TakenDefault[]) {
  const labels: ResolvedLabel[] = [];
  const graded = written.judgments !== undefined || written.log.columns?.relevance !== undefined;
  const named = Object.entries(written.labels ?? {});
  if (graded && !named.some(([name]) => name === 'relevance')) labels.push(relevance);
  for (const [name, source] of named) labels.push(oneLabel(name, source, written, outcomes));
  if (named.length === 0) {
    for (const { name, value } of outcomes) if (!value) labels.push(outcomeLabel(name, name));
  }
  return { labels, label: written.label ?? defaultLabel(labels, outcomes, defaults) };
}

const relevance: ResolvedLabel = { name: 'relevance', kind: 'relevance', source: 'relevance', behavioral: false };

function outcomeLabel(name: string, source: string): ResolvedLabel {
  return { name, kind: 'outcome', source, behavioral: true };
}

function oneLabel(name: string, source: string, written: CaseFile, outcomes: ResolvedOutcome[]): ResolvedLabel {
  const graded = written.judgments !== undefined || written.log.columns?.relevance !== undefined;
  if (source === 'relevance' && graded) return { ...relevance, name };
  if (outcomes.some((each) => each.name === source)) return outcomeLabel(name, source);
  const words = new Set(source.toLowerCase().match(/[\p{L}_][\p{L}\p{N}_]*/gu) ?? []);
  const mentions = (text: string) => words.has(text.toLowerCase());
  return {
    name,
    kind: 'sql',
    source,
    behavioral: outcomes.some((each) => mentions(each.name) || mentions(each.column)),
  };
}

function defaultLabel(labels: ResolvedLabel[], outcomes: ResolvedOutcome[], defaults: TakenDefault[]): string | null {
  const graded = labels.find((each) => each.kind === 'relevance');
  const order = new Map(outcomes.map((each, index) => [each.name, index]));
  const funnel = labels
    .filter((each) => each.kind === 'outcome')
    .sort((a, b) => order.get(a.source)! - order.get(b.source)!);
  const chosen = graded ?? funnel.at(-1) ?? labels.at(-1);
  if (!chosen) return null;
  const reason = graded
    ? 'the case has graded relevance'
    : chosen.kind === 'outcome'
      ? 'it is the last outcome of the funnel'
      : 'it is the last label of the case';
  if (labels.length > 1) defaults.push({ path: 'label', value: chosen.name, reason });
  return chosen.name;
}
