import { constantInside, groupFacts, scoreFalls } from '../../sql/init/groupFacts';
import type { BuildContext } from '../buildContext';
import { type ColumnFacts, isIdLike, isRowNumber } from './columnFacts';
import { assignFrom, type Candidate, round } from './guessRoles';

/** A table's TEMP sample and what was found in its columns. */
export interface Sampled {
  table: string;
  columns: readonly ColumnFacts[];
}

interface Groups {
  groups: number;
  meanRows: number;
  largest: number;
  uniqueItems: number | null;
  uniquePositions: number | null;
  contiguous: number | null;
}

const percent = (share: number) => `${(share * 100).toFixed(share === 1 || share === 0 ? 0 : 1)}%`;

/**
 * Judges request candidates by the rows that share a value: a request holds each item and each position once, and its
 * positions run on. Where no name fits, columns whose groups look like lists are found by their values alone.
 */
export async function weighRequests(
  context: BuildContext,
  sampled: Sampled,
  candidates: readonly Candidate[],
): Promise<Candidate[]> {
  const best = (role: Candidate['role']) => top(candidates, role)?.column ?? null;
  const item = best('item');
  const position = best('position');
  const named = candidates.filter((each) => each.role === 'request');
  const others = candidates.filter((each) => each.role !== 'request');
  const weighed: Candidate[] = [];
  for (const each of named) {
    const groups = await readGroups(context, sampled.table, { request: each.column, item, position });
    weighed.push(weigh(each, groups));
  }
  if (position !== null && !weighed.some((each) => each.confidence >= assignFrom)) {
    weighed.push(...(await unnamedRequests(context, sampled, { item, position, others })));
  }
  return [...weighed, ...others];
}

function weigh(candidate: Candidate, groups: Groups): Candidate {
  const { meanRows, uniqueItems, uniquePositions, contiguous } = groups;
  let { confidence } = candidate;
  const words = [`${meanRows.toFixed(1)} rows a value`];
  if (meanRows < 1.2) {
    confidence *= 0.3;
    words.push('which makes no lists');
  }
  if (uniqueItems !== null && uniqueItems < 0.9) {
    confidence *= 0.25 + 0.5 * uniqueItems;
    words.push(`items repeat inside ${percent(1 - uniqueItems)} of its values, so it joins several lists`);
  }
  if (uniquePositions !== null && uniquePositions < 0.9) {
    confidence *= 0.4 + 0.5 * uniquePositions;
    words.push(`positions repeat inside ${percent(1 - uniquePositions)} of its values`);
  }
  if (contiguous !== null && contiguous > 0.9 && meanRows > 1.2) {
    confidence = Math.max(confidence, confidence * 0.8 + 0.2);
    words.push(`positions run on without a gap inside ${percent(contiguous)} of its values`);
  }
  return { ...candidate, confidence: round(confidence), reason: `${candidate.reason}; ${words.join(', ')}` };
}

const maxUnnamed = 5;

async function unnamedRequests(
  context: BuildContext,
  { table, columns }: Sampled,
  { item, position, others }: { item: string | null; position: string; others: readonly Candidate[] },
): Promise<Candidate[]> {
  const taken = new Set(others.filter((each) => each.confidence >= 0.75).map((each) => each.column));
  const possible = columns
    .filter((each) => isIdLike(each) && !taken.has(each.name) && !isRowNumber(each))
    .filter(({ rows, distinct }) => distinct > 1 && rows / distinct >= 1.5 && rows / distinct <= 2000)
    .sort((a, b) => b.distinct - a.distinct)
    .slice(0, maxUnnamed);
  const found: Candidate[] = [];
  for (const { name } of possible) {
    const { contiguous, uniqueItems, meanRows } = await readGroups(context, table, { request: name, item, position });
    if ((contiguous ?? 0) < 0.9 || (uniqueItems ?? 1) < 0.9) continue;
    const reason = `the name says nothing, but positions run on without a gap inside ${percent(contiguous!)} of its values (${meanRows.toFixed(1)} rows each)`;
    found.push({ role: 'request', column: name, confidence: round(0.6 * contiguous!), reason });
  }
  return found;
}

/** Where no name says which column is the item: the text column in which no value repeats inside a request. */
export async function findItem(
  context: BuildContext,
  { table, columns }: Sampled,
  candidates: readonly Candidate[],
): Promise<Candidate[]> {
  const request = top(candidates, 'request');
  const named = top(candidates, 'item');
  if ((named && named.confidence >= assignFrom) || !request || request.confidence < assignFrom) return [...candidates];
  const taken = new Set(candidates.filter((each) => each.confidence >= assignFrom).map((each) => each.column));
  const possible = columns
    .filter((each) => each.kind === 'text' && !taken.has(each.name) && each.distinct > 1 && each.times < 0.5)
    .sort((a, b) => b.distinct - a.distinct)
    .slice(0, maxUnnamed);
  for (const { name, distinct } of possible) {
    const { uniqueItems } = await readGroups(context, table, { request: request.column, item: name, position: null });
    if ((uniqueItems ?? 0) < 0.99) continue;
    const reason = `the name says nothing, but it holds ${distinct.toLocaleString('en-US')} texts, none of them twice inside a request`;
    return [...candidates, { role: 'item', column: name, confidence: 0.55, reason }];
  }
  return [...candidates];
}

async function readGroups(
  context: BuildContext,
  table: string,
  keys: { request: string; item: string | null; position: string | null },
): Promise<Groups> {
  // A column cannot be told apart from itself: `query` may be the best name of two roles.
  const other = (name: string | null) => (name === keys.request ? null : name);
  const sql = groupFacts(table, { request: keys.request, item: other(keys.item), position: other(keys.position) });
  const row = (await context.db.readOne(sql, { signal: context.signal }))!;
  const number = (value: unknown) => (value === null || value === undefined ? null : Number(value));
  return {
    groups: number(row.groups) ?? 0,
    meanRows: number(row.mean_rows) ?? 0,
    largest: number(row.largest) ?? 0,
    uniqueItems: number(row.unique_items),
    uniquePositions: number(row.unique_positions),
    contiguous: number(row.contiguous),
  };
}

const perRequest = ['user', 'query', 'time', 'surface', 'loggingPolicy', 'host', 'list'] as const;

/** Judges what belongs to a request as a whole: one value inside each request is right, several cast doubt. */
export async function weighConstants(
  context: BuildContext,
  { table }: Sampled,
  candidates: readonly Candidate[],
): Promise<Candidate[]> {
  const request = top(candidates, 'request');
  const weighable = candidates.filter(
    (each) => (perRequest as readonly string[]).includes(each.role) && each.column !== request?.column,
  );
  if (!request || request.confidence < assignFrom || weighable.length === 0) return [...candidates];
  const columns = [...new Set(weighable.map((each) => each.column))];
  const shares = (await context.db.readOne(constantInside(table, request.column, columns), {
    signal: context.signal,
  }))!;
  return candidates.map((each) => {
    if (!weighable.includes(each)) return each;
    const share = Number(shares[`constant_${columns.indexOf(each.column)}`] ?? 0);
    const reason = `${each.reason}; one value inside ${percent(share)} of the requests`;
    const isSoft = each.role === 'time' || each.role === 'surface';
    return { ...each, confidence: round(each.confidence * (isSoft ? 1 : 0.4 + 0.6 * share)), reason };
  });
}

/** Judges scores by whether the list was ordered by them. */
export async function weighScores(
  context: BuildContext,
  { table }: Sampled,
  candidates: readonly Candidate[],
): Promise<Candidate[]> {
  const position = top(candidates, 'position');
  const request = top(candidates, 'request');
  if (!position || !request || request.confidence < assignFrom) return [...candidates];
  const weighed: Candidate[] = [];
  for (const each of candidates) {
    if (each.role !== 'score') {
      weighed.push(each);
      continue;
    }
    const sql = scoreFalls(table, request.column, position.column, each.column);
    const falls = (await context.db.readOne(sql, { signal: context.signal }))?.falls ?? null;
    if (falls === null) weighed.push(each);
    else {
      const reason = `${each.reason}; it does not rise from one position to the next in ${percent(Number(falls))} of the pairs`;
      weighed.push({ ...each, confidence: round(each.confidence * (0.7 + 0.3 * Number(falls))), reason });
    }
  }
  return weighed;
}

/** The surest candidate of a role. */
export function top(candidates: readonly Candidate[], role: Candidate['role']): Candidate | undefined {
  return candidates
    .filter((each) => each.role === role)
    .reduce<Candidate | undefined>(
      (best, each) => (best && best.confidence >= each.confidence ? best : each),
      undefined,
    );
}
