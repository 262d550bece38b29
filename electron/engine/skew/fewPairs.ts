import type { NumberColumns } from './numberPairs';

const most = 64;

/**
 * Spearman's ρ of a few pairs by comparing all of them with each other, which is faster than sorting. Twice the centered
 * rank of a value is the number of smaller values less that of larger ones, so that all sums are whole numbers, and ρ is
 * that of `spearman` to the bit.
 */
export class FewPairs {
  #size = 0;
  readonly #s = new Float64Array(most);
  readonly #t = new Float64Array(most);
  readonly #ranksS = new Int32Array(most);
  readonly #ranksT = new Int32Array(most);

  /** Takes the pairs of some rows that have both values; false where these are too many. */
  take({ s, t }: NumberColumns, from: number, to: number): boolean {
    this.#size = 0;
    for (let row = from; row < to; row++) {
      const a = s[row]!;
      const b = t[row]!;
      if (Number.isNaN(a) || Number.isNaN(b)) continue;
      if (this.#size === most) return false;
      this.#s[this.#size] = a;
      this.#t[this.#size++] = b;
    }
    return true;
  }

  /** Null when either side is constant. */
  rho(): number | null {
    countBelow(this.#s, this.#ranksS, this.#size);
    countBelow(this.#t, this.#ranksT, this.#size);
    let both = 0;
    let first = 0;
    let second = 0;
    for (let i = 0; i < this.#size; i++) {
      const x = this.#ranksS[i]!;
      const y = this.#ranksT[i]!;
      both += x * y;
      first += x * x;
      second += y * y;
    }
    if (first === 0 || second === 0) return null;
    return Math.max(-1, Math.min(1, both / Math.sqrt(first * second)));
  }
}

/** By value: how many are smaller less how many are larger. */
function countBelow(values: Float64Array, ranks: Int32Array, size: number): void {
  for (let i = 0; i < size; i++) {
    const value = values[i]!;
    let rank = 0;
    for (let j = 0; j < i; j++) {
      const sign = Number(value > values[j]!) - Number(value < values[j]!);
      rank += sign;
      ranks[j]! -= sign;
    }
    ranks[i] = rank;
  }
}
