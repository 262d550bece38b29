import type { ItemValue } from '../../../../shared/metrics/gain';
import { discountTable, type Kernel, type RankedView } from '../rankedView';

/** DCG@K of the list: sum of gain · discount over ranks up to K (definitions.md A1). */
function dcgOf(view: RankedView, cutoff: number, gain: ItemValue): number {
  const discounts = discountTable(view.length > 0 ? view.ranks[view.length - 1]! : 1);
  let sum = 0;
  for (let i = 0; i < view.length; i++) {
    const rank = view.ranks[i]!;
    if (rank > cutoff) break;
    const grade = view.grades[i]!;
    if (grade > 0) sum += gain(grade) * discounts[rank]!;
  }
  return sum;
}

/** The best DCG@K that the request's judged items allow. 0 when none is positive. */
export function idealDcg(view: RankedView, cutoff: number, gain: ItemValue): number {
  const count = Math.min(cutoff, view.idealTo - view.idealFrom);
  const discounts = discountTable(count);
  let sum = 0;
  for (let k = 1; k <= count; k++) sum += gain(view.ideal[view.idealFrom + k - 1]!) * discounts[k]!;
  return sum;
}

export function dcgKernel(cutoff: number, gain: ItemValue): Kernel {
  return (view) => dcgOf(view, cutoff, gain);
}

/** NDCG@K; `noPositive` (NaN, 0 or 1) is the value of a request without a positive gain. */
export function ndcgKernel(cutoff: number, gain: ItemValue, noPositive: number): Kernel {
  return (view) => {
    const norm = idealDcg(view, cutoff, gain);
    return norm > 0 ? dcgOf(view, cutoff, gain) / norm : noPositive;
  };
}
