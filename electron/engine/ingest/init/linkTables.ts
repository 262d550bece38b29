import path from 'node:path';
import { extraPairs, sharedIds, type TableColumn } from '../../sql/init/links';
import type { BuildContext } from '../buildContext';
import type { Candidate } from './guessRoles';
import type { TableProfile } from './profileTable';
import { top } from './requestEvidence';

/** Columns of a table that is matched with the log, and how much of it matches. */
export interface Keys {
  request: string;
  item: string;
  value: string;
  /** The share of its requests that the log's sample holds; null without a log. */
  known: number | null;
}

/**
 * The key and value columns of a table of scores or judgments. Of several columns that may be its request, the one whose
 * values the log knows best.
 */
export async function linkTable(
  context: BuildContext,
  log: TableProfile | null,
  profile: TableProfile,
  value: 'score' | 'relevance',
): Promise<Keys | null> {
  const item = chosen(profile, 'item');
  const column = chosen(profile, value);
  const requests = requestColumns(profile.candidates);
  if (!item || !column || requests.length === 0) return null;
  const logRequest = log && chosen(log, 'request');
  if (!log || !logRequest) return { request: requests[0]!, item, value: column, known: null };
  let found: Keys | null = null;
  for (const request of requests) {
    const known = await share(context, columnOf(log, logRequest), columnOf(profile, request));
    if (found === null || known > found.known!) found = { request, item, value: column, known };
  }
  return found;
}

/** The share of a table's ids of a role that the log's sample uses; null when either lacks the role. */
export async function sharedWithLog(
  context: BuildContext,
  log: TableProfile | null,
  profile: TableProfile,
  role: 'item' | 'user',
): Promise<number | null> {
  const column = log && chosen(log, role);
  return sharedIdsOf(context, log && { log, column }, { profile, column: chosen(profile, role) });
}

/** The same of columns that are known. */
export async function sharedIdsOf(
  context: BuildContext,
  ours: { log: TableProfile; column: string | null } | null,
  theirs: { profile: TableProfile; column: string | null },
): Promise<number | null> {
  if (!ours || ours.column === null || theirs.column === null) return null;
  return share(context, columnOf(theirs.profile, theirs.column), columnOf(ours.log, ours.column));
}

/**
 * Whether score files hold rows that the log lacks, in words; null when the log holds them all, or when not all of both
 * was read so that nothing can be said.
 */
export async function rowsBeyondLog(
  context: BuildContext,
  log: TableProfile | null,
  tables: readonly { profile: TableProfile; keys: Keys }[],
): Promise<string | null> {
  const [request, item] = [log && chosen(log, 'request'), log && chosen(log, 'item')];
  if (!log?.complete || !request || !item) return null;
  for (const { profile, keys } of tables) {
    if (!profile.complete || (keys.known ?? 0) === 0) continue;
    const own = { request: columnOf(profile, keys.request), item: columnOf(profile, keys.item) };
    const ours = { request: columnOf(log, request), item: columnOf(log, item) };
    const row = (await context.db.readOne(extraPairs(ours, own), { signal: context.signal }))!;
    const [pairs, extra] = [Number(row.pairs), Number(row.extra)];
    if (extra > 0.01 * pairs) {
      const name = path.basename(profile.files[0]!);
      return `${extra.toLocaleString('en-US')} of ${pairs.toLocaleString('en-US')} rows of ${name} are not in the log`;
    }
  }
  return null;
}

/** The column that a table's guess gives a role. */
export function chosen({ guesses }: TableProfile, role: Candidate['role']): string | null {
  return guesses.find((each) => each.role === role)?.column ?? null;
}

function requestColumns(candidates: readonly Candidate[]): string[] {
  const byName = candidates.filter((each) => each.role === 'request' || each.role === 'query');
  const names = [...new Set(byName.map((each) => each.column))];
  const sure = (name: string) =>
    top(
      byName.filter((each) => each.column === name).map((each) => ({ ...each, role: 'request' as const })),
      'request',
    )!.confidence;
  return names.sort((a, b) => sure(b) - sure(a));
}

async function share(context: BuildContext, known: TableColumn, other: TableColumn): Promise<number> {
  return Number((await context.db.readOne(sharedIds(known, other), { signal: context.signal }))?.shared ?? 0);
}

function columnOf({ table, columns }: TableProfile, name: string): TableColumn {
  return { table, name, type: columns.find((each) => each.name === name)!.type };
}
