/**
 * Mean |value| of each group over rows: global importance of Shapley values (Lundberg et al. 2020), with the standard
 * error of a mean over rows drawn at random. Rows are added one by one (Welford), so their number costs no memory.
 */
export class MeanAbsolute {
  /** Mean |value| of each group over the rows so far; 0 before the first. */
  readonly mean: Float64Array;
  readonly #squares: Float64Array;
  #rows = 0;

  constructor(groups: number) {
    this.mean = new Float64Array(groups);
    this.#squares = new Float64Array(groups);
  }

  /** One value a group. */
  add(values: ArrayLike<number>): void {
    this.#rows++;
    for (let group = 0; group < this.mean.length; group++) {
      const size = Math.abs(values[group]!);
      const before = size - this.mean[group]!;
      this.mean[group]! += before / this.#rows;
      this.#squares[group]! += before * (size - this.mean[group]!);
    }
  }

  /** Sample standard deviation of |value| / sqrt(rows), by group; null below two rows. */
  se(): Float64Array | null {
    const rows = this.#rows;
    if (rows < 2) return null;
    return this.#squares.map((squares) => Math.sqrt(Math.max(0, squares) / (rows - 1) / rows));
  }
}
