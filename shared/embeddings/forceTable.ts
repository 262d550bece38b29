import type { MapCurve } from './curveFit';

/**
 * The two forces of the layout by squared distance, each to be multiplied by the difference of the positions:
 * attraction -2ab d^(2(b-1)) / (1 + a d^(2b)) and repulsion 2b / ((0.001 + d^2)(1 + a d^(2b))).
 *
 * Their powers are most of the time of a layout, so they are looked up: 64 points an octave of d^2, linear between them,
 * which is within 1e-4 of the value from 2^-40 to 2^24 and the end's value beyond.
 */
export interface ForceTable {
  /** The force at a point and its rise to the next, side by side. */
  attraction: Float64Array;
  repulsion: Float64Array;
}

/** How a squared distance finds its place: by the upper word of its double-precision form. */
export const forceIndex = {
  /** Bits of that word that lie between two points. */
  shift: 14,
  /** The index of the first point, 2^-40. */
  first: (1023 - 40) << 6,
  points: (40 + 24) << 6,
  /** Which word of the two is the upper one. */
  upper: new Uint8Array(Uint16Array.of(1).buffer)[0] === 1 ? 1 : 0,
} as const;

export function attraction({ a, b }: MapCurve, square: number): number {
  return (-2 * a * b * square ** (b - 1)) / (1 + a * square ** b);
}

export function repulsion({ a, b }: MapCurve, square: number): number {
  return (2 * b) / ((0.001 + square) * (1 + a * square ** b));
}

export function forceTable(curve: MapCurve): ForceTable {
  const square = new Float64Array(1);
  const words = new Uint32Array(square.buffer);
  const table = (force: (curve: MapCurve, square: number) => number) => {
    const at = (point: number) => {
      words[forceIndex.upper] = (forceIndex.first + point) << forceIndex.shift;
      return force(curve, square[0]!);
    };
    return Float64Array.from({ length: 2 * forceIndex.points }, (_, i) =>
      i % 2 === 0 ? at(i / 2) : at((i + 1) / 2) - at((i - 1) / 2),
    );
  };
  return { attraction: table(attraction), repulsion: table(repulsion) };
}
