import type { featureTypes } from '../case/features';

/** How a feature's values are meant; `features.types` in case.yaml. */
export type SkewKind = (typeof featureTypes)[number];

/** Two numbers are equal when |s - t| <= max(absolute, relative × max(|s|, |t|)). */
export interface NumberRule {
  relative: number;
  absolute: number;
}

const exact: NumberRule = { relative: 0, absolute: 0 };

/**
 * The rule of definitions D1 for values that are stored as numbers: `number` within 1e-5 (1e-3 where the log keeps
 * float16) or 1e-8, `time` (in seconds) within 1, every other kind exactly.
 */
export function numberRule(kind: SkewKind, isHalf = false): NumberRule {
  if (kind === 'time') return { relative: 0, absolute: 1 };
  if (kind === 'number') return { relative: isHalf ? 1e-3 : 1e-5, absolute: 1e-8 };
  return exact;
}

/**
 * Symmetric, as Python's `math.isclose` (numpy's `isclose` is neither symmetric nor the larger of both). An infinity
 * equals itself only. False where either is NaN.
 */
export function equalNumbers(s: number, t: number, { relative, absolute }: NumberRule): boolean {
  if (s === t) return true;
  if (!Number.isFinite(s) || !Number.isFinite(t)) return false;
  return Math.abs(s - t) <= Math.max(absolute, relative * Math.max(Math.abs(s), Math.abs(t)));
}
