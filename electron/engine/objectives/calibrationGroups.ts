import type { CalibrationGroup } from '../../../shared/objectives/objectiveSchemas';
import { NeumaierAccumulator } from '../../../shared/stats/neumaier';
import type { Predictions } from './predictions';

/** Which group a row is in, and what groups are called; rows of one group are added in row order. */
export interface Grouping {
  count: number;
  codeOf(row: number): number;
  nameOf(code: number): string | null;
}

/**
 * Observed and expected of each group that has rows, in the order of codes; `notCalibrated` is why the ratio means nothing,
 * or null. The reference is `observedExpected` on the rows of the group.
 */
export function calibrationGroups(
  { scores, outcomes, weights }: Predictions,
  { count, codeOf, nameOf }: Grouping,
  notCalibrated: string | null,
): CalibrationGroup[] {
  const sums = Array.from({ length: count }, () => ({
    rows: 0,
    observed: new NeumaierAccumulator(),
    expected: new NeumaierAccumulator(),
    weight: new NeumaierAccumulator(),
  }));
  for (let row = 0; row < scores.length; row++) {
    const code = codeOf(row);
    if (code < 0) continue;
    const sum = sums[code]!;
    const weight = weights === null ? 1 : weights[row]!;
    sum.rows += 1;
    sum.observed.add(weight * outcomes[row]!);
    sum.expected.add(weight * scores[row]!);
    sum.weight.add(weight);
  }
  return sums.flatMap(({ rows, observed, expected, weight }, code) =>
    rows === 0 ? [] : [groupOf(nameOf(code), rows, observed.total, expected.total, weight.total, notCalibrated)],
  );
}

function groupOf(
  value: string | null,
  rows: number,
  observed: number,
  expected: number,
  weight: number,
  notCalibrated: string | null,
): CalibrationGroup {
  const reason = notCalibrated ?? (expected > 0 ? null : 'nothing was expected');
  return {
    value,
    rows,
    expected,
    observed,
    meanProbability: expected / weight,
    observedRate: observed / weight,
    oe: reason === null ? observed / expected : null,
    ...(reason !== null && { oeReason: reason }),
  };
}
