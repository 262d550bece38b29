import { formatPercent } from '../../../shared/format/numbers';
import { parseMetricId } from '../../../shared/metrics/metricId';
import { findMetric } from '../../../shared/metrics/registry';
import type { CaseInfo } from '../../../shared/schemas/session';
import type { MatrixRow } from './matrix';

export interface Chip {
  text: string;
  tone: 'warn' | 'bad' | 'info';
  /** What it means for the numbers. */
  why: string;
}

const candidateChips: Record<CaseInfo['candidates'], Chip | null> = {
  all: null,
  shown: {
    text: 'shown only',
    tone: 'info',
    why: 'The log holds shown items only: a model cannot gain by items that nobody saw.',
  },
  sampled: {
    text: 'sampled candidates',
    tone: 'warn',
    why: 'The log holds a sample of the candidates: metrics on it are not those on all of them.',
  },
};

/** What limits the claims about one metric, as short words with their reason. */
export function contestChips(info: CaseInfo, metric: MatrixRow | null): Chip[] {
  const chips: (Chip | null)[] = [candidateChips[info.candidates]];
  const label = info.labels.find(({ name }) => name === metric?.label);
  const ofItems = metric !== null && findMetric(parseMetricId(metric.metric).name)?.needs.includes('items');
  if (label?.behavioral && !ofItems) {
    const why =
      'The label comes from what people did with the list they were shown: items that were not shown have none.';
    chips.push({ text: 'biased to served', tone: 'warn', why });
  }
  const means = metric?.means.filter((mean) => mean !== null) ?? [];
  const mature = Math.min(1, ...means.map(({ matureShare }) => matureShare ?? 1));
  if (mature < 1) {
    const why = 'Outcomes may still arrive for the youngest rows; these count as unknown.';
    chips.push({ text: `${formatPercent(mature)} mature`, tone: 'bad', why });
  }
  const judged = Math.min(1, ...means.map((mean) => mean.judged ?? 1));
  if (judged < 1) {
    const why = 'Share of the items at the top that have a judgment, at the contestant that has least; see the bounds.';
    chips.push({ text: `${formatPercent(judged)} judged`, tone: judged < 0.8 ? 'warn' : 'info', why });
  }
  return chips.filter((chip) => chip !== null);
}
