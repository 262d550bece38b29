import { ContestData } from '../compare/contestData';
import type { ContestSource } from '../compare/contestSource';
import type { Session } from '../session/session';

/** What contests need of an open session. */
export function contestSourceOf(session: Session): ContestSource {
  const { meta, case: resolved, models } = session;
  const { counts, columns } = meta;
  const hasJudgments = resolved.judgments !== null;
  return {
    data: new ContestData(session.db, counts.rows),
    name: resolved.name,
    inputs: meta.inputs.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 })),
    rows: counts.rows,
    requests: counts.requests,
    rowsNotShown: counts.rowsNotShown,
    excludedRows: counts.excludedRows,
    refusedRows: counts.refusedRows,
    candidates: resolved.log.candidates,
    union: meta.union,
    hasRequests: meta.union || resolved.log.columns.request !== undefined,
    hasPositions: columns.includes('position') && resolved.log.columns.position !== undefined,
    hasUsers: columns.includes('user_id'),
    hasQuery: columns.includes('query'),
    labels: resolved.labels.map(({ name, kind, behavioral }) => ({
      name,
      behavioral,
      judged: hasJudgments && kind === 'relevance',
    })),
    defaultLabel: resolved.label,
    metrics: resolved.metrics,
    models: models.map((model) => ({ ...model, listRows: null })),
    servedModel: models.find((model) => model.served)?.name ?? null,
    fidelity: new Map(),
  };
}
