import type { ActiveDelta } from './activeDelta';
import { jensenShannon } from './jensenShannon';
import type { MissingDelta } from './missingDelta';
import { psi, psiNoiseFloor } from './psi';
import { sharesOf } from './shares';
import type { Tail } from './tails';
import type { Vocabulary } from './vocabulary';

/** What is far enough from the reference to be looked at. */
export type DriftFlag = 'psi' | 'ks' | 'active' | 'tail';

/** Distances of the serving distribution from the reference (definitions D2, D3). */
export interface DriftFigures {
  psi: number;
  /** About what `psi` is when nothing changed; null without rows. */
  psiNoiseFloor: number | null;
  /** Bins that hold a row on either side. */
  bins: number;
  /** Jensen–Shannon divergence, base 2, and its square root. */
  jsDiv: number;
  jsDist: number;
  /** Categories only; null for numbers. */
  linf: number | null;
  linfCategory: string | null;
  normAbsDiff: number | null;
  vocabulary: Vocabulary | null;
  /** Numbers only; null for categories, and when a side has no value. */
  ks: number | null;
  ksP: number | null;
  ksMethod: 'exact' | 'asymptotic' | null;
  /** In the unit of the values, over finite ones; `w1n` is in standard deviations of the reference. */
  w1: number | null;
  w1n: number | null;
  tails: Tail[];
  missing: MissingDelta;
  /** Null where the case declares no default. */
  active: ActiveDelta | null;
  flags: DriftFlag[];
}

const psiBand = 0.1;
const ksLimit = 0.1;

type Binned = Pick<DriftFigures, 'psi' | 'psiNoiseFloor' | 'bins' | 'jsDiv' | 'jsDist'>;

/** The distances on bins; null when either side has no row. `draws` as in `psiNoiseFloor`. */
export function binnedFigures(
  counts: { e: readonly number[]; a: readonly number[] },
  draws: { e: number; a: number },
): Binned | null {
  const [e, a] = [sharesOf(counts.e), sharesOf(counts.a)];
  if (e === null || a === null) return null;
  const bins = counts.e.filter((count, i) => count + counts.a[i]! > 0).length;
  const jsDiv = jensenShannon(e, a);
  return { psi: psi(e, a), psiNoiseFloor: psiNoiseFloor(bins, draws), bins, jsDiv, jsDist: Math.sqrt(jsDiv) };
}

/** PSI is flagged above 0.1 and three times its noise floor, D from 0.1 on, tails and active shares as they say. */
export function driftFlags(found: Omit<DriftFigures, 'flags'>): DriftFlag[] {
  const flags: [DriftFlag, boolean][] = [
    ['psi', found.psi > Math.max(psiBand, 3 * (found.psiNoiseFloor ?? 0))],
    ['ks', found.ks !== null && found.ks >= ksLimit],
    ['active', found.active?.flagged === true],
    ['tail', found.tails.some(({ flagged }) => flagged)],
  ];
  return flags.flatMap(([flag, holds]) => (holds ? [flag] : []));
}
