import type { SplitLimits } from '../../../shared/skew/splitCross';
import { cancelledError } from '../../../shared/wire/errors';
import type { Connection, Queries } from '../db/connection';
import type { Session } from '../session/session';
import { comparedRows, createComparedRows } from '../sql/skew/categoryCounts';
import { type ComparedRows, findComparedRows } from './comparedRows';
import { type FeatureRunner, featureRunner } from './featureRunner';
import { type FeatureSkew, oneSided, skewOf, type TallyFrame, tallyFrame } from './featureSkew';
import { isOrdered, readWork, type WorkOptions } from './featureWork';
import { readPairFacts } from './pairFacts';
import { type PlannedFeature, planFeatures } from './plannedFeatures';
import { readCategories, storedDrift } from './storedCategories';

export interface SkewOptions {
  /** Null: every feature of either side. */
  features?: readonly string[] | null;
  /** By `row_id`: 1 for the rows that are compared; null: all that both sides have. */
  rows?: Uint8Array | null;
  /** By `row_id`: 1 in the span that onsets are measured against; null: the first fifth of the buckets. */
  reference?: Uint8Array | null;
  /** Columns of `impressions` that tell whether an outcome happened. */
  outcomes?: readonly { name: string; column: string }[];
  /** How a model of trees parts the values of its features; null: `splitCross` is not measured. */
  splits?: ReadonlyMap<string, SplitLimits> | null;
  /** Features that the log keeps as float16. */
  halves?: ReadonlySet<string>;
  /** `rows`: without ranks and distributions. */
  level?: 'rows' | 'all';
  signal?: AbortSignal;
  /** A step a feature. */
  progress?: (done: number, total: number) => void;
}

/** Logged against recomputed features of one session, row by row and as distributions (definitions D1 to D3). */
export interface SkewReport {
  coverage: { matched: number; loggedOnly: number; recomputedOnly: number };
  /** Compared rows and their requests. */
  rows: number;
  requests: number;
  features: FeatureSkew[];
}

/**
 * Measures the skew of features. Two columns are in memory at a time, or two for each thread, whatever the number of
 * features. An `input` error where the session has no recomputed features, or neither side has a feature that is asked for.
 */
export async function measureSkew(
  session: Pick<Session, 'db' | 'case' | 'meta'>,
  options: SkewOptions = {},
): Promise<SkewReport> {
  return session.db.withConnection(async (db) => {
    const { signal, outcomes = [] } = options;
    const features = await planFeatures(session, options.features ?? null);
    const rows = await findComparedRows(session.db, options.rows ?? null, signal);
    const zone = session.meta.columns.includes('time') ? session.case.log.timezone : null;
    const columns = { zone, outcomes: outcomes.map(({ column }) => column), reference: options.reference ?? null };
    const facts = await readPairFacts(session.db, rows, columns, signal);
    const frame = tallyFrame(
      facts,
      session.case.log.timezone,
      outcomes.map(({ name }) => name),
    );
    const runner = featureRunner(facts, options.level ?? 'all', signal);
    try {
      return {
        coverage: coverageOf(session, rows),
        rows: facts.rows,
        requests: facts.requestStarts.length - 1,
        features: await measureAll({ reads: session.db, db, rows, frame, runner, options }, features),
      };
    } finally {
      runner.close();
    }
  });
}

interface Measuring {
  /** For columns, several at once. */
  reads: Queries;
  /** For TEMP tables. */
  db: Connection;
  rows: ComparedRows;
  frame: TallyFrame;
  runner: FeatureRunner;
  options: SkewOptions;
}

/** Reads feature after feature while the threads measure those before. */
async function measureAll(measuring: Measuring, features: readonly PlannedFeature[]): Promise<FeatureSkew[]> {
  const { runner, options } = measuring;
  const found: FeatureSkew[] = [];
  const running = new Set<Promise<void>>();
  let done = 0;
  const some = await restrictRows(measuring);
  try {
    for (const [at, feature] of features.entries()) {
      if (options.signal?.aborted) throw cancelledError();
      const measure = await prepare(measuring, feature, some);
      while (running.size >= runner.parallel) await Promise.race(running);
      const task = measure().then((result) => {
        found[at] = result;
        options.progress?.(++done, features.length);
        running.delete(task);
      });
      // Awaited below; until then nobody else may see it as a failure of its own.
      task.catch(() => undefined);
      running.add(task);
    }
    await Promise.all(running);
  } catch (error) {
    await Promise.allSettled(running);
    throw error;
  }
  return found;
}

/** Reads what a feature needs; the function that comes back measures it, and reads no more. */
async function prepare(
  { reads, db, rows, frame, runner, options }: Measuring,
  feature: PlannedFeature,
  some: boolean,
): Promise<() => Promise<FeatureSkew>> {
  if (feature.logged === null || feature.recomputed === null) return async () => oneSided(feature);
  const { signal, level = 'all' } = options;
  const isWhole = level === 'all';
  const how: WorkOptions = {
    isHalf: options.halves?.has(feature.name) === true,
    splits: options.splits?.get(feature.name) ?? null,
    isWhole,
    signal,
  };
  const work = await readWork(reads, rows, feature, how);
  const isCategory = isWhole && !work.isClash && !isOrdered(feature) && feature.logged !== 'list';
  const categories = isCategory ? await readCategories(db, feature, { rows: frame.facts.rows, some, signal }) : null;
  return async () => {
    const result = await runner.run(work);
    const drift = categories === null ? result.drift : storedDrift(categories, result);
    return skewOf(feature, result, { drift, reason: isWhole ? reasonOf(feature, frame) : null, frame });
  };
}

function reasonOf({ logged, recomputed }: PlannedFeature, { facts }: TallyFrame): string | null {
  if (logged !== recomputed) {
    return `The log holds ${storageWords[logged!]}, the recomputed features ${storageWords[recomputed!]}: declare it in \`features.types\`, or recompute it as it is logged.`;
  }
  if (logged === 'list') return 'Lists are compared as a whole; they have no distribution here.';
  return facts.rows === 0 ? 'No row has logged and recomputed features.' : null;
}

const storageWords = { number: 'numbers', bool: 'true and false', time: 'times', text: 'text', list: 'lists' };

/** Whether statements have to be told which rows are compared: a TEMP table then holds them. */
async function restrictRows({ db, rows, options }: Measuring): Promise<boolean> {
  if (rows.logged.places === null && rows.recomputed.places === null) return false;
  await db.run(createComparedRows(), { signal: options.signal });
  const column = { name: 'row_id', type: 'i32' as const, data: rows.rowIds };
  await db.append(comparedRows, { rows: rows.rowIds.length, columns: [column] }, { signal: options.signal });
  return true;
}

/** Rows of the whole session; recomputed rows that the log lacks were counted and left out when it was built. */
function coverageOf({ meta }: Pick<Session, 'meta'>, { matched, logged }: ComparedRows): SkewReport['coverage'] {
  const extra = meta.checks.find(({ id }) => id === 'recomputed_extra');
  return { matched, loggedOnly: logged.rows - matched, recomputedOnly: extra?.count ?? 0 };
}
