import type { ResolvedCase, ResolvedModel } from '../../../shared/case/resolvedCase';
import type { SplitLimits } from '../../../shared/skew/splitCross';
import { referenceRows } from '../fidelity/modelFidelity';
import { modelSplits } from '../fidelity/modelThresholds';
import { rowsWhere } from '../fidelity/servedRows';
import { outcomeColumn } from '../ingest/labelColumns';
import type { Session } from '../session/session';
import type { SessionSlices } from '../slices/sessionSlices';
import { measureSkew, type SkewOptions, type SkewReport } from './measureSkew';

export interface SessionSkewOptions extends Pick<SkewOptions, 'features' | 'level' | 'signal' | 'progress'> {
  /** Predicate of the rows that are compared; null: all. */
  slice?: string | null;
  /** Name of the model whose splits count for `splitCross`; null: the first model of trees that served. */
  model?: string | null;
}

/** The skew of an open session with what its case declares: defaults, outcomes, the reference span, the served model. */
export async function sessionSkew(
  session: Session,
  slices: SessionSlices,
  { slice = null, model = null, ...options }: SessionSkewOptions = {},
): Promise<SkewReport> {
  const { case: resolved, meta } = session;
  const { signal } = options;
  return measureSkew(session, {
    ...options,
    rows: slice === null || slice.trim() === '' ? null : await rowsWhere(session, slices, slice, signal),
    reference: await referenceRows(session, slices, signal),
    outcomes: resolved.outcomes
      .filter(({ value }) => !value)
      .map((outcome) => ({ name: outcome.name, column: outcomeColumn(resolved, outcome) }))
      .filter(({ column }) => meta.columns.includes(column)),
    splits: await splitsOf(session, resolved, model),
  });
}

async function splitsOf(
  session: Session,
  { models }: ResolvedCase,
  wanted: string | null,
): Promise<ReadonlyMap<string, SplitLimits> | null> {
  const isMeant = ({ name, served }: ResolvedModel) => (wanted === null ? served !== null : name === wanted);
  for (const model of models.filter(isMeant)) {
    const splits = await modelSplits(session, model);
    if (splits.size > 0) return splits;
  }
  return null;
}
