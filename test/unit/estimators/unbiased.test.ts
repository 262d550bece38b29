import { describe, expect, it } from 'vitest';
import { directValue } from '../../../shared/estimators/directMethod';
import { estimateValue } from '../../../shared/estimators/estimatorParts';
import type { EstimatorId } from '../../../shared/estimators/estimatorSpec';

// Two contexts, three actions, binary rewards. Every log of two rows is listed with its probability, so expectations are
// exact: Σ over contexts, actions and rewards of both rows.
const contexts = [0.4, 0.6];
const logging = [
  [0.5, 0.3, 0.2],
  [0.1, 0.6, 0.3],
];
const target = [
  [0.2, 0.2, 0.6],
  [0.7, 0, 0.3],
];
const rates = [
  [0.1, 0.5, 0.3],
  [0.8, 0.2, 0.6],
];
const wrongModel = [
  [0.9, 0.1, 0.4],
  [0.2, 0.7, 0.5],
];

const truth = contexts.reduce((sum, p, x) => sum + p * directValue(target[x]!, rates[x]!), 0);

interface Outcome {
  x: number;
  a: number;
  r: number;
  p: number;
}

const outcomes: Outcome[] = contexts.flatMap((px, x) =>
  [0, 1, 2].flatMap((a) =>
    [0, 1].map((r) => ({ x, a, r, p: px * logging[x]![a]! * (r === 1 ? rates[x]![a]! : 1 - rates[x]![a]!) })),
  ),
);

function expectation(id: EstimatorId, model: number[][], propensities = logging): number {
  let sum = 0;
  for (const first of outcomes) {
    for (const second of outcomes) {
      const log = [first, second];
      const rows = {
        weights: Float64Array.from(log, ({ x, a }) => target[x]![a]! / propensities[x]![a]!),
        rewards: Float64Array.from(log, ({ r }) => r),
        fitted: Float64Array.from(log, ({ x, a }) => model[x]![a]!),
        direct: Float64Array.from(log, ({ x }) => directValue(target[x]!, model[x]!)),
        matches: null,
        counts: null,
      };
      sum += first.p * second.p * estimateValue(rows, { id, lambda: null })!;
    }
  }
  return sum;
}

describe('expectations over every log of two rows', () => {
  const wrongPropensities = logging.map(() => [0.2, 0.4, 0.4]);

  it('make ips unbiased where propensities are right', () => {
    expect(expectation('ips', wrongModel)).toBeCloseTo(truth, 12);
    expect(expectation('ips', wrongModel, wrongPropensities)).not.toBeCloseTo(truth, 2);
  });

  it('make dr unbiased where propensities or the model are right', () => {
    expect(expectation('dr', wrongModel)).toBeCloseTo(truth, 12);
    expect(expectation('dr', rates, wrongPropensities)).toBeCloseTo(truth, 12);
    expect(expectation('dr', wrongModel, wrongPropensities)).not.toBeCloseTo(truth, 2);
  });

  it('make dm as right as its model', () => {
    expect(expectation('dm', rates)).toBeCloseTo(truth, 12);
    expect(expectation('dm', wrongModel)).not.toBeCloseTo(truth, 2);
  });
});
