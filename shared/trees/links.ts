import type { TreeLink } from './treeEnsemble';

/**
 * Predictions of raw scores, row after row with `outputs` values each, as the link says: in place, and returned. Values
 * are float64 whatever the ensemble's precision; a link that does not know its input (probit outside of 0 to 1) gives NaN.
 */
export function applyLink(link: TreeLink, scores: Float64Array, outputs: number): Float64Array {
  if (link.name === 'none') return scores;
  if (link.name === 'softmax' || link.name === 'softmaxZero') {
    for (let start = 0; start < scores.length; start += outputs) {
      softmax(scores.subarray(start, start + outputs), link.name === 'softmaxZero');
    }
    return scores;
  }
  const one = singleLinks[link.name];
  for (let at = 0; at < scores.length; at++) scores[at] = one(scores[at]!, link.scale);
  return scores;
}

const singleLinks: Record<
  Exclude<TreeLink['name'], 'none' | 'softmax' | 'softmaxZero'>,
  (x: number, scale: number) => number
> = {
  sigmoid: (x, scale) => 1 / (1 + Math.exp(-scale * x)),
  exp: (x) => Math.exp(x),
  log1pExp: (x) => Math.log1p(Math.exp(x)),
  signedSquare: (x) => Math.sign(x) * x * x,
  step: (x) => (x > 0 ? 1 : 0),
  probit: (x) => Math.SQRT2 * inverseErf(2 * x - 1),
};

function softmax(row: Float64Array, zerosStay: boolean): void {
  const largest = row.reduce((max, x) => Math.max(max, x), Number.NEGATIVE_INFINITY);
  const stays = (x: number) => zerosStay && Math.abs(x) <= 1e-7;
  let sum = 0;
  row.forEach((x, at) => {
    row[at] = stays(x) ? 0 : Math.exp(x - largest);
    sum += row[at]!;
  });
  if (sum > 0) for (let at = 0; at < row.length; at++) row[at]! /= sum;
}

/** ONNX Runtime's `ErfInv`: Winitzki's approximation with a = 0.147, so that both give the same number. */
function inverseErf(x: number): number {
  const log = Math.log((1 - x) * (1 + x));
  const first = 2 / (Math.PI * 0.147) + 0.5 * log;
  return Math.sign(x) * Math.sqrt(-first + Math.sqrt(first * first - log / 0.147));
}
