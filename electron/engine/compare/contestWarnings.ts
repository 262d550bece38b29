import type { Contest, MetricVectors } from './contest';

/** What a reader must know before trusting the numbers: one sentence each. */
export function contestWarnings(contest: Contest, vectors: MetricVectors[]): string[] {
  const { source, contestants } = contest;
  const warnings: string[] = [];
  if (source.candidates === 'shown' && !source.union) {
    warnings.push(
      'The log holds only items that were shown: this is a re-rank of those; nothing is known about others.',
    );
  }
  if (source.candidates === 'sampled') {
    warnings.push('The log holds a sample of the candidates: absolute values depend on the sampling rate.');
  }
  if (source.rowsNotShown > 0 && !source.union) {
    warnings.push(
      `${source.rowsNotShown.toLocaleString('en-US')} rows were not shown to anyone; models rank them too, @logged does not.`,
    );
  }
  contestants.forEach(({ name }, c) => {
    const missing = (vectors[0]?.listLength[c] ?? new Uint32Array(0)).reduce(
      (n, length) => n + (length === 0 ? 1 : 0),
      0,
    );
    if (missing > 0)
      warnings.push(`${name} has no list for ${missing.toLocaleString('en-US')} requests; they are left out.`);
  });
  return warnings;
}
