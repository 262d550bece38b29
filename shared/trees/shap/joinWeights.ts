const tableSize = 64;

/**
 * W(a, b) = a! b! / (a+b+1)!: the weight of a leaf that needs `a` further groups from the row and `b` from the
 * background, in the Shapley value of one group that it needs as well.
 */
export class JoinWeights {
  readonly #table = new Float64Array(tableSize * tableSize);
  readonly #logFactorials: number[] = [0];

  constructor() {
    for (let a = 0; a < tableSize; a++) {
      for (let b = 0; b < tableSize; b++) this.#table[a * tableSize + b] = this.#compute(a, b);
    }
  }

  of(a: number, b: number): number {
    return a < tableSize && b < tableSize ? this.#table[a * tableSize + b]! : this.#compute(a, b);
  }

  #compute(a: number, b: number): number {
    let weight = 1 / (a + b + 1);
    const small = Math.min(a, b);
    if (small >= tableSize) return Math.exp(this.#log(a) + this.#log(b) - this.#log(a + b + 1));
    for (let k = 1; k <= small; k++) weight *= k / (a + b + 1 - k);
    return weight;
  }

  #log(n: number): number {
    for (let k = this.#logFactorials.length; k <= n; k++) {
      this.#logFactorials.push(this.#logFactorials[k - 1]! + Math.log(k));
    }
    return this.#logFactorials[n]!;
  }
}
