import { NeumaierAccumulator } from '../stats/neumaier';

const clip = 1e-7;

/** Cross entropy in nats, p clipped to [1e-7, 1 - 1e-7]; optional row weights. Null without rows. */
export function logLoss(
  probabilities: ArrayLike<number>,
  outcomes: ArrayLike<number>,
  weights?: ArrayLike<number>,
): number | null {
  const loss = new NeumaierAccumulator();
  const total = new NeumaierAccumulator();
  for (let i = 0; i < probabilities.length; i++) {
    const p = Math.min(1 - clip, Math.max(clip, probabilities[i]!));
    const y = outcomes[i]!;
    const weight = weights === undefined ? 1 : weights[i]!;
    loss.add(-weight * (y * Math.log(p) + (1 - y) * Math.log(1 - p)));
    total.add(weight);
  }
  return total.total > 0 ? loss.total / total.total : null;
}

/** Log loss over the entropy of the base rate. Null without rows or when all outcomes are equal. */
export function normalizedEntropy(
  probabilities: ArrayLike<number>,
  outcomes: ArrayLike<number>,
  weights?: ArrayLike<number>,
): number | null {
  const loss = logLoss(probabilities, outcomes, weights);
  const rate = weightedRate(outcomes, weights);
  if (loss === null || rate === null || rate <= 0 || rate >= 1) return null;
  return loss / -(rate * Math.log(rate) + (1 - rate) * Math.log(1 - rate));
}

function weightedRate(outcomes: ArrayLike<number>, weights?: ArrayLike<number>): number | null {
  const hits = new NeumaierAccumulator();
  const total = new NeumaierAccumulator();
  for (let i = 0; i < outcomes.length; i++) {
    const weight = weights === undefined ? 1 : weights[i]!;
    hits.add(weight * outcomes[i]!);
    total.add(weight);
  }
  return total.total > 0 ? hits.total / total.total : null;
}
