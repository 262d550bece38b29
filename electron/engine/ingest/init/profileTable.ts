import path from 'node:path';
import type { LogRole } from '../../../../shared/case/resolvedCase';
import { countRows } from '../../sql/ingest/readers';
import { dropTable } from '../../sql/ingest/staging';
import { createSample } from '../../sql/init/columnFacts';
import { twinRows } from '../../sql/init/groupFacts';
import type { BuildContext } from '../buildContext';
import { formatOf, openFiles, type SourceColumn } from '../readers/logSource';
import { type ColumnFacts, columnFacts } from './columnFacts';
import { assignRoles, type Candidate, type RoleGuess, roleCandidates } from './guessRoles';
import { headFile } from './headSample';
import { findItem, type Sampled, weighConstants, weighRequests, weighScores } from './requestEvidence';

/** A table file, or the parts of one, with what a sample of it told. */
export interface TableProfile extends Sampled {
  /** The files of the table; the first one was sampled. */
  files: string[];
  format: string;
  columns: ColumnFacts[];
  /** Columns that hold maps, lists or structs: not looked into. */
  nested: SourceColumn[];
  /** Rows that were looked at, and whether the file has no others. */
  rows: number;
  complete: boolean;
  candidates: Candidate[];
  guesses: RoleGuess[];
  /** Whether a request and item stand once each in the sample; null when one of them is not there. */
  pairsOnce: boolean | null;
}

export type ChosenRoles = Readonly<Partial<Record<LogRole, string | null>>>;

/** Rows to look at: fewer of wide tables, whose every column costs a few aggregates. */
const rowLimit = (columns: number) => Math.min(100_000, Math.max(2000, Math.round(4e6 / columns)));
const maxBytes = 16 << 20;

/** Reads the beginning of a table into a TEMP table `name` and guesses what its columns are. */
export async function profileTable(context: BuildContext, files: string[], name: string): Promise<TableProfile> {
  const [first] = files;
  const format = formatOf(first!);
  context.step(`Looking at ${path.basename(first!)}`);
  const staged = `${name}_source`;
  const { source, head } = await openHead(context, first!, staged);
  const limit = rowLimit(source.columns.length);
  await context.db.run(createSample(name, source.relation, source.columns, limit), { signal: context.signal });
  await context.db.run(dropTable(staged));
  const rows = Number((await context.db.readOne(countRows(name)))?.rows ?? 0);
  const columns = await columnFacts(context, name, source.columns, rows);
  const flat = new Set(columns.map((each) => each.name));
  const base = { table: name, columns, files, format: format ?? 'csv', rows };
  const complete = head.complete && source.rows <= limit;
  const nested = source.columns.filter((each) => !flat.has(each.name));
  const guessed = await guessTable(context, { table: name, columns }, {});
  return { ...base, nested, complete, ...guessed };
}

/** Parquet is read in place and Arrow whole; text is cut, so that a large file costs no more than a small one. */
export async function openHead(context: BuildContext, file: string, table: string) {
  const format = formatOf(file);
  const asText = format === 'csv' || format === 'ndjson';
  const head = asText ? await headFile(file, maxBytes, context.workFile) : { file, complete: true };
  return { source: await openFiles(context, [head.file], format ?? 'auto', table), head };
}

/** Guesses the roles of a sampled table; what a person chose stands fast. */
export async function guessTable(
  context: BuildContext,
  sampled: Sampled & { columns: ColumnFacts[] },
  chosen: ChosenRoles,
): Promise<Pick<TableProfile, 'candidates' | 'guesses' | 'pairsOnce'>> {
  let candidates = withChoice(roleCandidates(sampled.columns), chosen);
  candidates = await weighRequests(context, sampled, candidates);
  if (!('item' in chosen)) candidates = await findItem(context, sampled, candidates);
  candidates = await weighConstants(context, sampled, candidates);
  candidates = await weighScores(context, sampled, candidates);
  const guesses = shareQuery(assignRoles(candidates, chosen), candidates, chosen);
  const column = (role: LogRole) => guesses.find((each) => each.role === role)?.column;
  const keys = [column('request') ?? column('query'), column('item')].filter((each) => each !== undefined);
  const twins = keys.length < 2 ? null : await context.db.readOne(twinRows(sampled.table, keys));
  return { candidates, guesses, pairsOnce: twins && Number(twins.extra) === 0 };
}

function withChoice(candidates: readonly Candidate[], chosen: ChosenRoles): Candidate[] {
  const left = candidates.filter(({ role }) => chosen[role] !== null);
  for (const [role, column] of Object.entries(chosen) as [LogRole, string | null][]) {
    if (column !== null) left.push({ role, column, confidence: 1, reason: 'chosen by a person' });
  }
  return left;
}

// A log may know its lists by nothing but the query text: then one column plays both roles.
function shareQuery(guesses: RoleGuess[], candidates: readonly Candidate[], chosen: ChosenRoles): RoleGuess[] {
  const query = guesses.find((each) => each.role === 'query');
  if (!query || 'request' in chosen || guesses.some((each) => each.role === 'request')) return guesses;
  const shared = candidates.find((each) => each.role === 'request' && each.column === query.column);
  if (!shared || shared.confidence < 0.4) return guesses;
  return [{ ...shared, alternatives: [] }, ...guesses];
}
