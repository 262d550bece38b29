import { quoteIdent } from '../../db/quote';
import type { Sql } from '../../db/sql';
import { csvRelation } from './readers';

export interface TrecTable {
  table: string;
  file: string;
  kind: 'run' | 'qrels';
  delimiter: ' ' | '\t';
  /** Fields of a line. */
  fields: number;
  /** The file as it was found; else the rewritten form, which holds the taken fields only. */
  raw: boolean;
  temp: boolean;
  rank?: boolean;
}

const rawNames = {
  run: ['request_id', 'iteration', 'item_id', 'rank', 'score', 'tag'],
  qrels: ['request_id', 'iteration', 'item_id', 'relevance'],
} as const;
const takenNames = {
  run: ['request_id', 'item_id', 'rank', 'score'],
  qrels: ['request_id', 'item_id', 'relevance'],
} as const;

/** The table of a run or qrels file: request_id, item_id, score or relevance, and the run's own rank when asked for. */
export function createTrecTable({ table, file, kind, delimiter, fields, raw, temp, rank }: TrecTable): Sql {
  const names: readonly string[] = raw ? rawNames[kind] : takenNames[kind];
  const number = kind === 'run' ? 'score' : 'relevance';
  // Fields beyond the last known name are junk that trec_eval ignores too; strict_mode=false drops them.
  const columns = names
    .slice(0, Math.max(fields, 4))
    .map((name) => ({ name, type: name === number ? 'DOUBLE' : 'VARCHAR' }));
  const relation = csvRelation({
    file,
    delimiter,
    header: false,
    columns,
    rejects: false,
    quoted: false,
    lenient: true,
  });
  const position = rank ? ', TRY_CAST(rank AS INTEGER) AS rank' : '';
  return {
    text: `CREATE OR REPLACE ${temp ? 'TEMP ' : ''}TABLE ${quoteIdent(table)} AS
SELECT request_id, item_id, ${number}${position} FROM ${relation}`,
  };
}
