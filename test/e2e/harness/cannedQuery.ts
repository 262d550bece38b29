import type { Contract } from '../../../shared/contract';
import { RankscopeError } from '../../../shared/wire/errors';
import { cannedPage } from './cannedTables';

type Result = Contract['data.query']['result'];

/** Answers a few queries by their words: `slow` never ends, `wrong` is an error at that word, `every` is too long. */
export function cannedQuery(sql: string): Result | Promise<never> {
  if (sql.includes('slow')) return new Promise<never>(() => undefined);
  const position = sql.indexOf('wrong');
  if (position >= 0) {
    throw new RankscopeError({
      code: 'input',
      message: 'There is no column "wrong" in impressions.',
      hint: 'Did you mean "grade"?',
      where: { position },
    });
  }
  const rows = sql.includes('every') ? 100_000 : sql.includes('nothing') ? 0 : 400;
  const columns = ['request_id', 'position', 'served_at', 'score', 'surface'];
  return { table: cannedPage(columns, 0, rows, 186_045, false), rows, truncated: rows === 100_000 };
}
