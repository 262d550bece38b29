import type { TreeLink } from './treeEnsemble';

const { fround } = Math;

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
  logistic: (x) => logistic32(fround(x)),
  exp: (x) => Math.exp(x),
  log1pExp: (x) => Math.log1p(Math.exp(x)),
  signedSquare: (x) => Math.sign(x) * x * x,
  step: (x) => (x > 0 ? 1 : 0),
  probit: (x) => fround(fround(Math.SQRT2) * inverseErf32(fround(fround(2 * fround(x)) - 1))),
};

function softmax(row: Float64Array, zerosStay: boolean): void {
  const largest = row.reduce((max, x) => Math.max(max, x), Number.NEGATIVE_INFINITY);
  let sum = 0;
  row.forEach((x, at) => {
    const stays = zerosStay && Math.abs(x) <= 1e-7;
    row[at] = stays ? x * Math.exp(-largest) : Math.exp(x - largest);
    if (!stays) sum += row[at]!;
  });
  for (let at = 0; at < row.length; at++) row[at]! /= sum;
}

/** ONNX Runtime's `ComputeLogistic`, rounded where it rounds. */
function logistic32(x: number): number {
  const v = fround(1 / fround(1 + fround(Math.exp(-Math.abs(x)))));
  return x < 0 ? fround(1 - v) : v;
}

/** ONNX Runtime's `ErfInv`, rounded where it rounds: Winitzki's approximation with a = 0.147. */
function inverseErf32(x: number): number {
  const a = fround(0.147);
  const log = fround(Math.log(fround(fround(1 - x) * fround(1 + x))));
  const first = fround(fround(2 / fround(fround(Math.PI) * a)) + fround(0.5 * log));
  const second = fround(fround(1 / a) * log);
  const root = fround(Math.sqrt(fround(fround(first * first) - second)));
  return (x < 0 ? -1 : 1) * fround(Math.sqrt(fround(root - first)));
}
