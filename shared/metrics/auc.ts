/**
 * AUC of scores against outcomes 0/1, ties half; with weights each pair counts w_i·w_j. Null without both classes.
 * A NaN score is not allowed.
 */
export function auc(
  scores: ArrayLike<number>,
  outcomes: ArrayLike<number>,
  weights?: ArrayLike<number>,
): number | null {
  const order = Uint32Array.from({ length: scores.length }, (_, i) => i).sort((a, b) => scores[a]! - scores[b]!);
  let positives = 0;
  let negatives = 0;
  let wins = 0;
  for (let start = 0; start < order.length; ) {
    let up = 0;
    let down = 0;
    let end = start;
    for (; end < order.length && scores[order[end]!] === scores[order[start]!]; end++) {
      const row = order[end]!;
      const weight = weights === undefined ? 1 : weights[row]!;
      if (outcomes[row] === 1) up += weight;
      else down += weight;
    }
    wins += up * (negatives + down / 2);
    positives += up;
    negatives += down;
    start = end;
  }
  return positives > 0 && negatives > 0 ? wins / (positives * negatives) : null;
}
