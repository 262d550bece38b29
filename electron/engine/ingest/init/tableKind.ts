import path from 'node:path';
import type { LogRole } from '../../../../shared/case/resolvedCase';
import { isNumeric } from '../../sql/ingest/cells';
import { isRowNumber } from './columnFacts';
import type { TableProfile } from './profileTable';
import { uniqueColumn } from './uniqueColumn';
import { type VectorColumns, vectorColumns } from './vectorTable';

export type TableKind = 'log' | 'scores' | 'judgments' | 'items' | 'users' | 'vectors' | 'requests' | 'other';

/** What a table may be: a weight for each kind, and in words what spoke for it. */
export interface KindScores {
  scores: Record<Exclude<TableKind, 'other'>, number>;
  reasons: Record<Exclude<TableKind, 'other'>, string>;
}

/** A log without an item is one that cannot be used before a person names the column: only when there is nothing else. */
const withoutItem = 0.01;

/** Weighs what a table may be, by the roles its columns seem to play, and a little by its name. */
export function tableKind(profile: TableProfile): KindScores {
  const has = (role: LogRole) => profile.guesses.some((each) => each.role === role);
  const extra = spareNumbers(profile);
  const lists = has('request') || has('query');
  const served = ['click', 'conversion', 'propensity', 'viewed', 'revenue'] as const;
  const outcomes = served.filter(has).length;
  const named = (pattern: RegExp) => (pattern.test(path.basename(profile.files[0]!)) ? 0.3 : 0);
  const uniqueItems = isUnique(profile, 'item') && !has('request') && !has('position') && outcomes === 0;
  const uniqueUsers = isUnique(profile, 'user') && !has('item');
  const uniqueRequests = uniqueColumn(profile, 'request') !== null && !has('item') && !has('position');
  const isScores = lists && has('item') && has('score') && outcomes === 0 && !has('relevance') && extra <= 1;
  const isJudged = lists && has('item') && has('relevance') && outcomes === 0 && !has('score') && extra <= 2;
  const logRoles = (['request', 'position', 'time', 'user', 'score', ...served] as const).filter(has).length;
  const isLog = (lists || logRoles > 0 || extra > 0) && !uniqueItems;
  const richness = 0.2 + logRoles * 0.1 + Math.min(extra, 4) * 0.1 + named(/impress|log|event|serve/i);
  const vectors = vectorColumns(profile);
  return {
    scores: {
      log: isLog ? (has('item') ? richness : richness * withoutItem) : 0,
      scores: isScores ? 0.8 + named(/run|score|pred|model|rank/i) : 0,
      judgments: isJudged ? 0.8 + named(/qrel|judg|rating|grade|label/i) - doubts(profile) : 0,
      items: uniqueItems && profile.columns.length > 1 ? 0.7 + named(/item|product|catalog|sku|doc|article|movie/i) : 0,
      users: uniqueUsers && profile.columns.length > 1 ? 0.7 + named(/user|member|customer/i) : 0,
      vectors: vectors === null ? 0 : 1.2,
      requests: uniqueRequests && profile.columns.length > 1 ? 0.7 + named(/request|query|search|session/i) : 0,
    },
    reasons: {
      log: `rows of items; roles of a log: ${logRoles}, further number columns: ${extra}`,
      scores: 'request, item and score, nothing of what happened',
      judgments: `request, item and grade${profile.pairsOnce === false ? ', but several grades a pair' : ''}`,
      items: 'one row an item',
      users: 'one row a user',
      vectors: vectors === null ? '' : vectorWords(vectors),
      requests: 'one row a request',
    },
  };
}

function vectorWords({ entity, dimensions }: VectorColumns): string {
  const whose = entity === 'item' ? 'an item' : `a ${entity}`;
  return `one vector ${whose}${dimensions === null ? '' : `, of ${dimensions} numbers`}`;
}

// A file of grades holds one grade a pair and little else; raw votes of several raters do not.
function doubts({ pairsOnce, columns }: TableProfile): number {
  return (pairsOnce === false ? 0.5 : 0) + 0.03 * Math.max(0, columns.length - 4);
}

/** Number columns without a role: what features look like. */
function spareNumbers({ columns, guesses }: TableProfile): number {
  const taken = new Set(guesses.map((each) => each.column));
  return columns.filter((each) => isNumeric(each.type) && !taken.has(each.name) && !isRowNumber(each)).length;
}

function isUnique({ guesses, columns }: TableProfile, role: 'item' | 'user'): boolean {
  const column = guesses.find((each) => each.role === role)?.column;
  const facts = columns.find((each) => each.name === column);
  return facts !== undefined && facts.rows > 0 && facts.filled === facts.rows && facts.distinct === facts.rows;
}
