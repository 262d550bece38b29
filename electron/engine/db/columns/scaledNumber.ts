import type { Conversion } from './convertedReader';
import { hugeint } from './wideNumber';

const millisPerDay = 86_400_000;
const int64Max = 2n ** 63n - 1n;

/** A narrow whole number as it stands. */
export function integerConversion(type: 'i32' | 'u32', array: 'i8' | 'i16' | 'u8' | 'u16'): Conversion {
  const IntegerArray = { i8: Int8Array, i16: Int16Array, u8: Uint8Array, u16: Uint16Array }[array];
  return {
    type,
    bytesPerRow: IntegerArray.BYTES_PER_ELEMENT,
    open(bytes) {
      const values = new IntegerArray(
        bytes.buffer,
        bytes.byteOffset,
        bytes.byteLength / IntegerArray.BYTES_PER_ELEMENT,
      );
      return (row) => values[row]!;
    },
  };
}

/** DECIMAL, stored as a whole number of `bytesPerRow` bytes times 10^-scale, as the nearest double. */
export function decimalConversion(bytesPerRow: 2 | 4 | 8 | 16, scale: number): Conversion {
  const divisor = 10 ** scale;
  return {
    type: 'f64',
    bytesPerRow,
    open(bytes) {
      if (bytesPerRow === 16) return (row) => nearestDouble(hugeint(bytes, row, true), scale);
      if (bytesPerRow === 8) {
        const wide = new BigInt64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 8);
        return (row) => nearestDouble(wide[row]!, scale);
      }
      const narrow = bytesPerRow === 4 ? Int32Array : Int16Array;
      const values = new narrow(bytes.buffer, bytes.byteOffset, bytes.byteLength / bytesPerRow);
      // Both operands are exact, so the quotient is correctly rounded.
      return (row) => values[row]! / divisor;
    },
  };
}

function nearestDouble(unscaled: bigint, scale: number): number {
  const whole = Number(unscaled);
  if (scale <= 22 && Number.isSafeInteger(whole)) return whole / 10 ** scale;
  return Number(`${unscaled}e-${scale}`);
}

/** DATE (days) as milliseconds at midnight UTC; infinity as ±Infinity. */
export const dateConversion: Conversion = {
  type: 'time',
  bytesPerRow: 4,
  open(bytes) {
    const days = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2);
    return (row) => {
      const day = days[row]!;
      if (Math.abs(day) === 2_147_483_647) return day > 0 ? Infinity : -Infinity;
      return day * millisPerDay;
    };
  },
};

/** A TIMESTAMP kept as a count of seconds, milliseconds or microseconds as milliseconds; infinity as ±Infinity. */
export function timestampConversion(unit: 's' | 'ms' | 'us'): Conversion {
  const factor = unit === 's' ? 1000 : 1;
  const divisor = unit === 'us' ? 1000 : 1;
  return {
    type: 'time',
    bytesPerRow: 8,
    open(bytes) {
      const low = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2);
      const high = new Int32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2);
      return (row) => {
        const h = high[2 * row + 1]!;
        const l = low[2 * row]!;
        if (h === 0x7fffffff && l === 0xffffffff) return Infinity;
        if (h === -0x80000000 && l === 1) return -Infinity;
        return ((h * 2 ** 32 + l) * factor) / divisor;
      };
    },
  };
}

/** TIMESTAMP_NS as milliseconds, cut to whole microseconds: nanoseconds of today have no exact double. */
export const nanosecondConversion: Conversion = {
  type: 'time',
  bytesPerRow: 8,
  open(bytes) {
    const nanos = new BigInt64Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 3);
    return (row) => {
      const value = nanos[row]!;
      if (value === int64Max || value === -int64Max) return value > 0n ? Infinity : -Infinity;
      const part = ((value % 1000n) + 1000n) % 1000n;
      return Number((value - part) / 1000n) / 1000;
    };
  },
};
