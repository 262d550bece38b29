const cutoff = 10;

/** NDCG@10 with linear gain of labels ordered by score (definitions A1), ties in the given order; null without a positive. */
export function ndcg(labels: readonly number[], scores: readonly number[]): number | null {
  const order = labels.map((_, index) => index).sort((a, b) => scores[b]! - scores[a]! || a - b);
  const ideal = dcg([...labels].sort((a, b) => b - a));
  return ideal === 0 ? null : dcg(order.map((index) => labels[index]!)) / ideal;
}

function dcg(labels: readonly number[]): number {
  return labels.slice(0, cutoff).reduce((sum, label, index) => sum + label / Math.log2(index + 2), 0);
}
