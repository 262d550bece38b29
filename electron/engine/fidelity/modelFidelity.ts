import type { ResolvedModel } from '../../../shared/case/resolvedCase';
import type { ScoreLink } from '../../../shared/fidelity/fidelitySchemas';
import { outcomeColumn } from '../ingest/labelColumns';
import { measureFidelity } from '../scoring/fidelity';
import { type Fidelity, unchecked } from '../scoring/fidelityStats';
import type { ModelRecord } from '../scoring/modelRecord';
import type { Session } from '../session/session';
import type { SessionSlices } from '../slices/sessionSlices';
import { explainFailures, type FailureQuestions, type Reading } from './explainFailures';
import { modelThresholds } from './modelThresholds';
import { onsetOf } from './onsetOf';
import { rowsWhere, type ServedRows, servedRows } from './servedRows';

export interface FidelityControl {
  signal?: AbortSignal;
  progress?: (done: number, total: number) => void;
}

type Scored = Pick<ModelRecord, 'n' | 'state' | 'features'>;

/**
 * Link 1 of A14 as `compare` reports it: measured for models that the case says were served and that were scored, else
 * `unchecked`. `cause` then says why, where there is more to say than that the model was never served.
 */
export async function briefFidelity(
  session: Session,
  slices: SessionSlices,
  model: ResolvedModel,
  record: Scored,
  control: FidelityControl = {},
): Promise<Omit<Fidelity, 'cause' | 'link'> & { link: string | null; cause: string | null }> {
  const { served } = model;
  if (!served || record.state !== 'ready') return notMeasured(null);
  const scope = await servedRows(session, slices, served, control.signal);
  if (scope.problem !== null || scope.logged === null) return notMeasured(scope.problem);
  const found = await measured(session, model, record, scope, control);
  const unexplained = found.cause === null && (found.verdict === 'broken' || found.verdict === 'order');
  if (!unexplained) return reported(found);
  const questions = await questionsOf(session, model, record, scope.logged);
  if (questions.categories.length === 0 && questions.thresholds.size === 0) return reported(found);
  const reading = { db: session.db, rows: scope.rows, reference: null, signal: control.signal };
  return reported({ ...found, cause: (await explainFailures(linkOf(found), questions, reading)).cause });
}

/** The whole of link 1: by version, outcome and missing features, and its onset. */
export async function modelFidelity(
  session: Session,
  slices: SessionSlices,
  model: ResolvedModel,
  record: Scored,
  { signal, progress }: FidelityControl = {},
): Promise<ScoreLink> {
  const where = model.served?.where ?? null;
  const none = { where, servedRows: 0, byVersion: [], byOutcome: [], byMissing: null, onset: null };
  if (!model.served || record.state !== 'ready') return { ...notMeasured(null), ...none };
  const scope = await servedRows(session, slices, model.served, signal);
  if (scope.problem !== null || scope.logged === null) return { ...notMeasured(scope.problem), ...none };
  const parts = (from: number, share: number) => (done: number, total: number) =>
    progress?.(from * total + share * done, total);
  const found = await measured(session, model, record, scope, { signal, progress: parts(0, 0.6) });
  const reading: Reading = {
    db: session.db,
    rows: scope.rows,
    reference: await referenceRows(session, slices, signal),
    signal,
    progress: parts(0.6, 0.4),
  };
  const { cause, hours, reference, ...groups } = await explainFailures(
    linkOf(found),
    await questionsOf(session, model, record, scope.logged),
    reading,
  );
  return {
    ...reported(found.cause === null && found.verdict !== 'exact' ? { ...found, cause } : found),
    ...groups,
    where,
    servedRows: scope.servedRows,
    onset: onsetOf(hours, reference, session.case.log.timezone),
  };
}

/** Rows of `periods.before`; null where the case declares no period that can be read. */
export async function referenceRows(
  session: Session,
  slices: SessionSlices,
  signal?: AbortSignal,
): Promise<Uint8Array | null> {
  const before = session.case.written.periods?.before;
  if (before === undefined) return null;
  return rowsWhere(session, slices, before, signal).catch((error: unknown) => {
    if (signal?.aborted) throw error;
    return null;
  });
}

function measured(
  session: Session,
  { served }: ResolvedModel,
  record: Scored,
  scope: ServedRows,
  control: FidelityControl,
): Promise<Fidelity> {
  const link = served?.link ?? 'none';
  return measureFidelity({
    ...control,
    db: session.db,
    n: record.n,
    features: record.features,
    logged: scope.logged!,
    rows: scope.rows,
    link: link === 'none' || link === 'fit' ? null : link,
  });
}

async function questionsOf(
  session: Session,
  model: ResolvedModel,
  record: Scored,
  logged: string,
): Promise<FailureQuestions> {
  const { case: resolved, meta } = session;
  const features = [...new Set(record.features)];
  return {
    n: record.n,
    logged,
    version: meta.columns.includes('version:model') ? 'version:model' : null,
    outcomes: resolved.outcomes
      .map((outcome) => ({ name: outcome.name, column: outcomeColumn(resolved, outcome) }))
      .filter(({ column }, i) => !resolved.outcomes[i]!.value && meta.columns.includes(column)),
    features,
    categories: categoriesOf(session, features),
    thresholds: await modelThresholds(session, model),
    zone: meta.columns.includes('time') ? resolved.log.timezone : null,
  };
}

/** Features that hold categories, ids or text: what a vocabulary is made of. */
export function categoriesOf({ meta }: Session, features: readonly string[]): string[] {
  const kinds = new Set(['category', 'id', 'text']);
  return features.filter((name) => kinds.has(meta.featureKinds[name] ?? '')).slice(0, 32);
}

function linkOf({ link, slope, intercept }: Fidelity) {
  return { name: link, slope, intercept };
}

function reported(found: Fidelity) {
  return { ...found, link: found.verdict === 'unchecked' ? null : found.link };
}

function notMeasured(cause: string | null) {
  return { ...unchecked(0), link: null, cause };
}
