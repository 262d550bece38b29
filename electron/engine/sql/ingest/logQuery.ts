import { quoteIdent, quoteText } from '../../db/quote';
import type { Sql } from '../../db/sql';
import { sourceKey } from './sourceKey';

/** A relation with `rs:src` under the name that the case gives it, without that column. */
export function namedView(name: string, relation: string): Sql {
  return { text: `CREATE TEMP VIEW ${quoteIdent(name)} AS SELECT * EXCLUDE (${sourceKey}) FROM ${relation}` };
}

/** Writes the rows of a SELECT, checked to be one, to a Parquet file. The line break ends a comment at its end. */
export function copyQuery(select: string, file: string): Sql {
  return { text: `COPY (\n${select}\n) TO ${quoteText(file)} (FORMAT parquet, COMPRESSION zstd)` };
}
