import { openLoader } from '../../../electron/engine/db/open';
import { quoteText } from '../../../electron/engine/db/quote';

/** A Parquet file as one sorted table in a database file, with the product's own threads and memory. */
export async function sortedCopy([parquet, file]: string[]): Promise<void> {
  const db = await openLoader(file!);
  await db.run({ text: `CREATE TABLE t AS SELECT * FROM read_parquet(${quoteText(parquet!)}) ORDER BY request_id` });
  await db.run({ text: 'CHECKPOINT' });
  await db.close();
}
