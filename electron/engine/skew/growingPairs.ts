/** Pairs of numbers of which nobody knows beforehand how many there are. */
export class GrowingPairs {
  size = 0;
  #first = new Float64Array(1024);
  #second = new Float64Array(1024);

  add(first: number, second: number): void {
    if (this.size === this.#first.length) {
      this.#first = doubled(this.#first);
      this.#second = doubled(this.#second);
    }
    this.#first[this.size] = first;
    this.#second[this.size++] = second;
  }

  get first(): Float64Array {
    return this.#first.subarray(0, this.size);
  }

  get second(): Float64Array {
    return this.#second.subarray(0, this.size);
  }
}

function doubled(values: Float64Array): Float64Array<ArrayBuffer> {
  const longer = new Float64Array(2 * values.length);
  longer.set(values);
  return longer;
}
