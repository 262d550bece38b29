/**
 * Compensated sum (Neumaier 1974): the error does not grow with the number of terms. The order of the terms is the
 * order of the array, so equal input gives equal bits. NaN and infinities behave as in plain addition.
 */
export function neumaierSum(values: ArrayLike<number>, start = 0, end = values.length): number {
  let sum = 0;
  let correction = 0;
  for (let i = start; i < end; i++) {
    const value = values[i]!;
    const next = sum + value;
    correction += Math.abs(sum) >= Math.abs(value) ? sum - next + value : value - next + sum;
    sum = next;
  }
  return Number.isFinite(sum) ? sum + correction : sum;
}

/** Running form of `neumaierSum`, for sums over a condition. */
export class NeumaierAccumulator {
  private sum = 0;
  private correction = 0;

  add(value: number): void {
    const next = this.sum + value;
    this.correction += Math.abs(this.sum) >= Math.abs(value) ? this.sum - next + value : value - next + this.sum;
    this.sum = next;
  }

  get total(): number {
    return Number.isFinite(this.sum) ? this.sum + this.correction : this.sum;
  }
}
