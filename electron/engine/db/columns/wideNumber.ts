import { RankscopeError } from '../../../../shared/wire/errors';
import type { Conversion } from './convertedReader';

const word = 2 ** 32;
/** High word of 2^53: whole numbers from there on are not all exact in a double. */
const highLimit = 2 ** 21;

function tooLarge(columnName: string, value: bigint): RankscopeError {
  return new RankscopeError({
    code: 'too_large',
    message: `Column "${columnName}" holds the whole number ${value}, which is beyond 2^53 and has no exact double.`,
    hint: 'Cast it to DOUBLE or VARCHAR in the query.',
    where: { column: columnName },
  });
}

function isExact(high: number, low: number): boolean {
  return high < highLimit ? high >= -highLimit : high === highLimit && low === 0;
}

/** BIGINT (8 bytes) as a double; an error outside ±2^53. */
export const bigintConversion: Conversion = {
  type: 'f64',
  bytesPerRow: 8,
  open(bytes, columnName) {
    const low = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2);
    const high = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2);
    return (row) => {
      const h = high[2 * row + 1]!;
      const l = low[2 * row]!;
      if (!isExact(h, l)) throw tooLarge(columnName, (BigInt(h) << 32n) | BigInt(l));
      return h * word + l;
    };
  },
};

/** UBIGINT (8 bytes) as a double; an error beyond 2^53. */
export const ubigintConversion: Conversion = {
  type: 'f64',
  bytesPerRow: 8,
  open(bytes, columnName) {
    const words = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2);
    return (row) => {
      const h = words[2 * row + 1]!;
      const l = words[2 * row]!;
      if (!isExact(h, l)) throw tooLarge(columnName, (BigInt(h) << 32n) | BigInt(l));
      return h * word + l;
    };
  },
};

/** HUGEINT or UHUGEINT (16 bytes) as a double; an error outside ±2^53. */
export function hugeintConversion(signed: boolean): Conversion {
  return {
    type: 'f64',
    bytesPerRow: 16,
    open(bytes, columnName) {
      const words = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2);
      return (row) => {
        const at = 4 * row;
        const h = words[at + 1]!;
        const l = words[at]! >>> 0;
        // Bits 64 to 127 must repeat the sign of the low 64.
        const sign = h < 0 ? -1 : 0;
        const fits = words[at + 2] === sign && words[at + 3] === sign && (signed || sign === 0);
        if (!fits || !isExact(h, l)) throw tooLarge(columnName, hugeint(bytes, row, signed));
        return h * word + l;
      };
    },
  };
}

/** The 128-bit whole number at a row. */
export function hugeint(bytes: Uint8Array<ArrayBuffer>, row: number, signed: boolean): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset + 16 * row, 16);
  const high = signed ? view.getBigInt64(8, true) : view.getBigUint64(8, true);
  return (high << 64n) | view.getBigUint64(0, true);
}
