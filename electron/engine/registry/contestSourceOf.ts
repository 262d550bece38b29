import { rankerStage } from '../../../shared/case/rankerStage';
import type { ResolvedCase } from '../../../shared/case/resolvedCase';
import type { FidelityOnset } from '../../../shared/fidelity/fidelitySchemas';
import { ContestData } from '../compare/contestData';
import type { Fidelity } from '../compare/contestFacts';
import type { ContestSource } from '../compare/contestSource';
import { readExamination } from '../compare/examinationFile';
import { ItemTables } from '../compare/itemTables';
import { statsRunner } from '../compare/statsWorker';
import { briefFidelity, referenceRows } from '../fidelity/modelFidelity';
import { stageLinks } from '../fidelity/stageLinks';
import { matureBefore, outcomeColumn } from '../ingest/labelColumns';
import { randomizedColumn } from '../ingest/randomizedColumn';
import { hasPositions, rankerColumn } from '../session/builtinLists';
import type { Session } from '../session/session';
import type { SessionSlices } from '../slices/sessionSlices';
import { itemFactsOf } from './itemFactsOf';
import { trainingWindows } from './trainingWindows';

/** What contests need of an open session. */
export function contestSourceOf(session: Session, slices: SessionSlices): ContestSource {
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
    rankerColumn: rankerColumn(session),
    hasPositions: hasPositions(session),
    hasUsers: columns.includes('user_id'),
    hasWeights: columns.includes('weight') && resolved.log.columns.weight !== undefined,
    hasQuery: columns.includes('query'),
    hasTime: columns.includes('time'),
    columns,
    labels: resolved.labels.map(({ name, kind, behavioral }) => ({
      name,
      behavioral,
      judged: hasJudgments && kind === 'relevance',
    })),
    defaultLabel: resolved.label,
    metrics: resolved.metrics,
    models: models.map((model) => ({ ...model, listRows: null })),
    items: new ItemTables(session.db, itemFactsOf(session)),
    servedModel: models.find((model) => model.served)?.name ?? null,
    fidelity: measuredOnce((signal) => fidelityOf(session, slices, signal)),
    links: measuredOnce((signal) => linksOf(session, slices, signal)),
    examination: readExamination(session.folder, resolved.written.examination),
    outcomes: outcomesOf(resolved, columns),
    trained: trainingWindows(resolved),
    matureUntil: maturity(resolved, columns),
    randomized: randomizedColumn(resolved, columns),
    runInference: statsRunner,
  };
}

/** Measures at the first call and keeps it; a call that fails may be repeated. */
function measuredOnce<T>(measure: (signal?: AbortSignal) => Promise<T>): (signal?: AbortSignal) => Promise<T> {
  let measured: Promise<T> | null = null;
  return (signal) => {
    measured ??= measure(signal).catch((thrown) => {
      measured = null;
      throw thrown;
    });
    return measured;
  };
}

async function fidelityOf(session: Session, slices: SessionSlices, signal?: AbortSignal) {
  const found = new Map<string, Fidelity>();
  for (const model of session.case.models) {
    const record = session.models.find(({ name }) => name === model.name);
    if (!record) continue;
    const { slope, intercept, ...rest } = await briefFidelity(session, slices, model, record, { signal });
    found.set(model.name, rest);
  }
  return found;
}

async function linksOf(session: Session, slices: SessionSlices, signal?: AbortSignal) {
  if (rankerStage(session.case) === null) return null;
  const { rank, shown } = await stageLinks(session, await referenceRows(session, slices, signal), { signal });
  return rank && shown && { rank: withoutBuckets(rank), shown: withoutBuckets(shown) };
}

function withoutBuckets<T extends { onset: FidelityOnset | null }>(link: T) {
  if (link.onset === null) return { ...link, onset: null };
  const { buckets, ...onset } = link.onset;
  return { ...link, onset };
}

function outcomesOf(resolved: ResolvedCase, columns: readonly string[]): ContestSource['outcomes'] {
  const present = (column: string | undefined) => (column !== undefined && columns.includes(column) ? column : null);
  const named = (names: readonly string[]) => {
    const outcome = resolved.outcomes.find(({ name, value }) => !value && names.includes(name));
    return present(outcome && outcomeColumn(resolved, outcome));
  };
  const value = resolved.outcomes.find((outcome) => outcome.value);
  return {
    click: named(['click']),
    order: named(['order', 'conversion', 'purchase']),
    value: present(value && outcomeColumn(resolved, value)),
  };
}

function maturity(resolved: ResolvedCase, columns: readonly string[]): ContestSource['matureUntil'] {
  const known = new Map<string, string | null>();
  for (const label of resolved.labels) {
    const outcome = label.kind === 'outcome' ? resolved.outcomes.find(({ name }) => name === label.source) : undefined;
    if (outcome?.windowMs == null) continue;
    known.set(label.name, matureBefore(resolved, outcome, new Set(columns)));
  }
  return known;
}
