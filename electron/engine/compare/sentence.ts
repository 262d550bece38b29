import type { CompareResult, PairRow } from '../../../shared/schemas/compare';

/** The contest in one sentence: what a person would say first, with what may not be claimed. */
export function sentenceOf(result: Pick<CompareResult, 'pairs' | 'metrics' | 'models'>): string {
  const first = result.metrics[0];
  if (!first) return 'Nothing was compared.';
  const pairs = result.pairs.filter((pair) => pair.metric === first.metric);
  if (pairs.length === 0) {
    const mean = first.mean === null ? `no value (${first.meanReason ?? 'undefined'})` : first.mean.toFixed(4);
    return `${first.model} has ${first.metric} ${mean} over ${count(first.requests)} requests.`;
  }
  return sentencesOf(result).join(' ');
}

/** The sentence of each pair of the first metric, in the order of the contestants; none without a pair. */
export function sentencesOf({ pairs, metrics }: Pick<CompareResult, 'pairs' | 'metrics'>): string[] {
  const first = metrics[0];
  return pairs.filter((pair) => pair.metric === first?.metric).map(pairSentence);
}

function pairSentence(pair: PairRow): string {
  if (pair.delta === null) return `${pair.model} and ${pair.baseline} cannot be compared: ${pair.deltaReason}.`;
  const size = `${signed(pair.delta)} ${pair.metric}`;
  const interval = pair.ci === null ? '' : ` (95% interval ${signed(pair.ci[0])} to ${signed(pair.ci[1])})`;
  const both = pair.wins + pair.ties + pair.losses;
  const scale = `over ${count(both)} requests, ${count(pair.wins)} better and ${count(pair.losses)} worse`;
  switch (pair.verdict) {
    case 'withheld':
      return `No verdict on ${pair.model} against ${pair.baseline}: ${pair.withheld}. The raw difference is ${size}.`;
    case 'better':
    case 'worse':
      return `${pair.model} is ${pair.verdict} than ${pair.baseline}: ${size}${interval} ${scale}.`;
    case 'equivalent':
      return `${pair.model} and ${pair.baseline} are equivalent within the margin: ${size}${interval} ${scale}.`;
    case 'noninferior':
      return `${pair.model} is not worse than ${pair.baseline} by more than the margin: ${size}${interval} ${scale}.`;
    default:
      return pair.ci === null
        ? `${pair.model} against ${pair.baseline}: ${size} ${scale}.`
        : `${pair.model} cannot be told from ${pair.baseline}: ${size}${interval} ${scale}.`;
  }
}

function signed(value: number): string {
  return value > 0 ? `+${value.toFixed(4)}` : value.toFixed(4).replace('-', '−');
}

function count(value: number): string {
  return value.toLocaleString('en-US');
}
