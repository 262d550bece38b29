/**
 * AUC of scores against outcomes 0/1, ties half; with weights each pair counts w_i·w_j. Null without both classes.
 * A NaN score is not allowed.
 */
export function auc(
  scores: ArrayLike<number>,
  outcomes: ArrayLike<number>,
  weights?: ArrayLike<number>,
): number | null {
  return weights === undefined ? plainAuc(scores, outcomes) : weightedAuc(scores, outcomes, weights);
}

/** Sorts each class by itself, as numbers: wins are whole and half numbers, so the result is the weighted form's with 1s. */
function plainAuc(scores: ArrayLike<number>, outcomes: ArrayLike<number>): number | null {
  const [above, below] = sortedClasses(scores, outcomes);
  if (above.length === 0 || below.length === 0) return null;
  let wins = 0;
  let lower = 0;
  let upTo = 0;
  for (const score of above) {
    while (lower < below.length && below[lower]! < score) lower++;
    while (upTo < below.length && below[upTo]! <= score) upTo++;
    wins += (lower + upTo) / 2;
  }
  return wins / (above.length * below.length);
}

function sortedClasses(scores: ArrayLike<number>, outcomes: ArrayLike<number>): [Float64Array, Float64Array] {
  const classes: [Float64Array, Float64Array] = [new Float64Array(scores.length), new Float64Array(scores.length)];
  const lengths: [number, number] = [0, 0];
  for (let i = 0; i < scores.length; i++) {
    const side = outcomes[i] === 1 ? 0 : 1;
    classes[side][lengths[side]++] = scores[i]!;
  }
  return [classes[0].subarray(0, lengths[0]).sort(), classes[1].subarray(0, lengths[1]).sort()];
}

function weightedAuc(
  scores: ArrayLike<number>,
  outcomes: ArrayLike<number>,
  weights: ArrayLike<number>,
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
      if (outcomes[row] === 1) up += weights[row]!;
      else down += weights[row]!;
    }
    wins += up * (negatives + down / 2);
    positives += up;
    negatives += down;
    start = end;
  }
  return positives > 0 && negatives > 0 ? wins / (positives * negatives) : null;
}
