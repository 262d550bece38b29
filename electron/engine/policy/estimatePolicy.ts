import { setImmediate as nextTurn } from 'node:timers/promises';
import { policyDraws, summarizeDraws } from '../../../shared/estimators/bootstrapEstimates';
import { defaultEstimators, type EstimatorSpec } from '../../../shared/estimators/estimatorSpec';
import { generatorName } from '../../../shared/stats/random';
import type { Connection } from '../db/connection';
import { missingPairs, type PolicyColumns } from '../sql/policy/policyRows';
import { type Drawn, type Estimates, estimateTargets } from './estimateTargets';
import { type LoadedTables, loadTables } from './loadTables';
import { policyColumns } from './policyColumns';
import type { PolicyControl, PolicyOptions } from './policyOptions';
import type { PolicyDiagnostics, PolicyResult, RowCounts, TargetGaps } from './policyResult';
import type { PolicySource } from './policySource';
import { firstRequests, type PolicyUnits, policyUnits, rowsByUnit } from './policyUnits';
import { policyWarnings } from './policyWarnings';
import { readRows } from './readRows';
import { planResampling, type Resampling } from './resampleUnits';
import { differencesOf, endsOf, estimatesOf } from './resultRows';
import { ladderFacts, refuseLambdas, type SettledTarget, settleEstimators } from './settleEstimators';
import { targetDiagnostics } from './targetDiagnostics';
import type { UsedRows } from './usedRows';

/**
 * Off-policy evaluation on an open session (definitions.md C0, C1, C4, C5): what a target policy would have earned on the
 * requests of the log, by every estimator that the log supports, with intervals, diagnostics and the gate's reasons. Same
 * session, options and seed, same result. Faults of tables and options are `input` errors; nothing is left in the session.
 */
export async function estimatePolicy(
  source: PolicySource,
  options: PolicyOptions,
  control: PolicyControl = {},
): Promise<PolicyResult> {
  refuseLambdas(options.estimators ?? []);
  return source.db.withConnection((db) => estimateOn(db, source, options, control));
}

async function estimateOn(
  db: Connection,
  source: PolicySource,
  options: PolicyOptions,
  control: PolicyControl,
): Promise<PolicyResult> {
  const { signal, progress } = control;
  const total = 2 * source.rows;
  const read = await readLog(db, source, options, { ...control, progress: (done) => progress?.(done, total) });
  const { rows, tables, units } = read;
  const specs = options.estimators ?? defaultEstimators;
  const diagnostics: PolicyDiagnostics[] = [];
  for (const n of tables.facts.keys()) {
    await nextTurn();
    signal?.throwIfAborted();
    diagnostics.push(targetDiagnostics(rows, n, tables.logging !== null));
  }
  await nextTurn();
  const settled = tables.facts.map((_, n) =>
    settleEstimators(specs, diagnostics[n]!.clip, ladderFacts(source, read, n, options)),
  );
  const drawn = (done: number, draws: number) =>
    progress?.(source.rows + Math.floor((source.rows * done) / draws), total);
  const estimates = await estimateTargets(workOf(read, settled, specs, options), { signal, progress: drawn });
  const gaps: TargetGaps[] = [];
  for (const n of tables.facts.keys()) gaps.push(await gapsOf(db, read, n, signal));
  const targets = tables.facts.map(({ name }, n) => ({
    name,
    ladder: settled[n]!.ladder,
    estimates: estimatesOf({ name, settled: settled[n]!, specs }, estimates.targets[n]!, rows, n, options, units.count),
    diagnostics: diagnostics[n]!,
    gaps: gaps[n]!,
  }));
  progress?.(total, total);
  return resultOf(read, targets, estimates, specs, options);
}

/** The tables, the used rows and what is resampled. */
async function readLog(
  db: Connection,
  source: PolicySource,
  options: PolicyOptions,
  control: PolicyControl,
): Promise<Read> {
  const { signal } = control;
  const columns = await policyColumns(db, source, options, signal);
  const tables = await loadTables(db, source, options, signal);
  const intervals = options.intervals ?? true;
  // Nothing is resampled without intervals, so nobody needs to know whose the requests are.
  const unit = intervals ? (options.unit ?? 'auto') : 'request';
  const [{ rows, counts }, first] = await Promise.all([
    readRows(db, columns, tables, source.rows, control),
    firstRequests(source, unit, signal),
  ]);
  const units = rowsByUnit(rows, policyUnits(rows, first, unit));
  const resampling = planResampling(intervals ? units.count : 0, options.seed ?? 0);
  return { rows, counts, tables, columns, units, resampling };
}

interface Read {
  rows: UsedRows;
  counts: RowCounts;
  tables: LoadedTables;
  columns: PolicyColumns;
  units: PolicyUnits;
  resampling: Resampling;
}

function workOf(
  read: Read,
  settled: readonly SettledTarget[],
  specs: readonly EstimatorSpec[],
  options: PolicyOptions,
) {
  const fixedLambda = specs.map(({ lambda }) => lambda !== null);
  return {
    targets: settled.map(({ estimators }, n) => ({ rows: read.rows.loggedRows(n), estimators, fixedLambda })),
    units: read.units,
    resampling: read.resampling,
    draws: (options.intervals ?? true) ? (options.draws ?? policyDraws) : 0,
    level: options.level ?? 0.95,
    bounds: options.bounds ?? null,
  };
}

async function gapsOf(
  db: Connection,
  { rows, tables, columns }: Read,
  n: number,
  signal?: AbortSignal,
): Promise<TargetGaps> {
  const { missingRows, placelessRows } = rows.targets[n]!;
  const { byRequest, places, placesOff, worstSum } = tables.facts[n]!;
  const count = missingRows > 0 && !byRequest;
  const found = count ? await db.readOne(missingPairs(columns, tables.targets[n]!.table), { signal }) : null;
  const hasModel = rows.fitted !== null;
  return {
    missingRows,
    missingPairs: byRequest ? null : Number(found?.pairs ?? 0),
    placelessRows,
    unfittedRows: hasModel ? rows.unfittedRows : null,
    unfittedMass: hasModel && rows.length > 0 ? rows.massShare(n, 'unfitted') : null,
    places,
    placesOff,
    worstSum,
  };
}

function resultOf(
  { counts, units, resampling, columns, rows }: Read,
  targets: readonly NonNullable<PolicyResult['versus']>[],
  estimates: Estimates,
  specs: readonly EstimatorSpec[],
  options: PolicyOptions,
): PolicyResult {
  const [target, versus] = targets;
  const { name: _, ...own } = target!;
  const level = options.level ?? 0.95;
  const draws = estimates.logged.draws.length;
  return {
    reward: options.reward,
    rows: counts,
    randomizedOnly: columns.randomized !== null,
    unit: units.unit,
    units: units.count,
    ciMethod: resampling.method,
    generator: generatorName,
    seed: options.seed ?? 0,
    draws,
    loggedValue: loggedOf(estimates.logged, units.count, rows.length, level),
    ...own,
    versus: versus ?? null,
    differences: differencesOf(estimates, targets, specs, units.count, level),
    warnings: policyWarnings({
      counts,
      targets,
      rewardModel: options.rewardModel?.name ?? null,
      method: resampling.method,
      unit: units.unit,
      units: units.count,
      draws,
    }),
  };
}

function loggedOf(logged: Drawn, units: number, n: number, level: number): PolicyResult['loggedValue'] {
  return { value: logged.value, ci: endsOf(summarizeDraws(logged.draws, units, level)), se: logged.se, n };
}
