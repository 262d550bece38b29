import type { ResolvedModel } from '../../../shared/case/resolvedCase';
import type { CompareResult } from '../../../shared/schemas/compare';
import type { Queries } from '../db/connection';
import { measureFidelity } from './fidelity';
import type { ModelRecord } from './modelRecord';

/** Fidelity as `compare` reports it. */
export type ReportedFidelity = CompareResult['models'][number]['fidelity'];

/**
 * Link 1 of A14 for a model of the case: measured for models that the case says were served and that were scored, else
 * `unchecked`. `cause` then says why, where there is more to say than that the model was never served.
 */
export async function servedFidelity(
  db: Queries,
  model: ResolvedModel,
  record: Pick<ModelRecord, 'n' | 'state' | 'features'>,
  signal?: AbortSignal,
): Promise<ReportedFidelity> {
  const { served } = model;
  if (!served || record.state !== 'ready') return notMeasured(null);
  if (served.where !== null) return notMeasured('served.where is not used yet, so the rows it served are not known');
  const { comparedRows, parity, link, sameOrder, maxAbsDiff, verdict, cause } = await measureFidelity({
    db,
    n: record.n,
    features: record.features,
    logged: served.score ?? 'score',
    link: served.link === 'none' || served.link === 'fit' ? null : served.link,
    signal,
  });
  return { comparedRows, parity, link: verdict === 'unchecked' ? null : link, sameOrder, maxAbsDiff, verdict, cause };
}

function notMeasured(cause: string | null): ReportedFidelity {
  const numbers = { comparedRows: 0, parity: null, link: null, sameOrder: null, maxAbsDiff: null };
  return { ...numbers, verdict: 'unchecked', cause };
}
