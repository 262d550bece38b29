const pattern = /^[+-]?(?:(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|inf|infinity|nan)$/i;
const [plus, minus, point, zero, nine] = [43, 45, 46, 48, 57] as const;
/** Both the digits and the power of ten must be exact doubles: then one division rounds once, as a full parser does. */
const exactDigits = 15;
const powers = Float64Array.from({ length: exactDigits + 1 }, (_, i) => 10 ** i);

/** Reads numbers out of bytes without making text of the common ones. */
export class NumberText {
  /** The number that was read last. */
  value = 0;

  /** False when `bytes[from .. to)` is not a number; `inf`, `infinity` and `nan` are, in any case. */
  read(bytes: Uint8Array, from: number, to: number): boolean {
    let at = from;
    const sign = bytes[at]!;
    if (sign === minus || sign === plus) at += 1;
    if (to - at > exactDigits + 1) return this.#readText(bytes, from, to);
    let digits = 0;
    let count = 0;
    let behindPoint = -1;
    for (; at < to; at++) {
      const byte = bytes[at]!;
      if (byte >= zero && byte <= nine) {
        digits = 10 * digits + (byte - zero);
        count += 1;
      } else if (byte === point && behindPoint < 0) behindPoint = count;
      else return this.#readText(bytes, from, to);
    }
    if (count === 0 || count > exactDigits) return this.#readText(bytes, from, to);
    const size = behindPoint < 0 ? digits : digits / powers[count - behindPoint]!;
    this.value = sign === minus ? -size : size;
    return true;
  }

  #readText(bytes: Uint8Array, from: number, to: number): boolean {
    const text = Buffer.from(bytes.subarray(from, to)).toString('latin1');
    if (!pattern.test(text)) return false;
    if (/nan/i.test(text)) this.value = Number.NaN;
    else if (/inf/i.test(text)) this.value = text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY;
    else this.value = Number(text);
    return true;
  }
}
