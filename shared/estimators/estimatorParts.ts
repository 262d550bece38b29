import { dm } from './directMethod';
import { dr, drClip, dros, sndr, switchDr } from './doublyRobust';
import { type EstimatorId, hasLambda } from './estimatorSpec';
import { cips, csnips, ips, snips } from './inversePropensity';
import type { LoggedRows } from './loggedRows';
import { replay } from './replay';
import { type RowPart, valueOfRows } from './rowPart';

/** An estimator whose λ is settled: a number for those that have one, else null. */
export interface SettledEstimator {
  id: EstimatorId;
  lambda: number | null;
}

const plain: Readonly<Record<Exclude<EstimatorId, ClippedId>, (rows: LoggedRows) => RowPart[]>> = {
  ips,
  snips,
  dm,
  dr,
  sndr,
  replay,
};

type ClippedId = 'cips' | 'csnips' | 'switch_dr' | 'dr_clip' | 'dros';

const clipped: Readonly<Record<ClippedId, (rows: LoggedRows, lambda: number) => RowPart[]>> = {
  cips,
  csnips,
  switch_dr: switchDr,
  dr_clip: drClip,
  dros,
};

/** The estimator's ratios over these rows. Asking for what the rows do not hold is a programming error. */
export function estimatorParts(rows: LoggedRows, { id, lambda }: SettledEstimator): RowPart[] {
  if (!hasLambda(id)) return plain[id as keyof typeof plain](rows);
  if (lambda === null) throw new Error(`${id} needs a λ`);
  return clipped[id as ClippedId](rows, lambda);
}

/** The estimate; null where it has no value: no rows, no weight above 0 under `snips`, no match under `replay`. */
export function estimateValue(rows: LoggedRows, estimator: SettledEstimator): number | null {
  return valueOfRows(estimatorParts(rows, estimator), rows.rewards.length);
}
