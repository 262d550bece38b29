import { RankscopeError } from '../../../shared/wire/errors';
import type { Engine } from '../../client/engine';

// The page holds the file until the browser has saved it.
const mostBytes = 2_000_000_000;

/** All rows of a query as a file, written by the engine and fetched in parts. */
export async function exportQuery(
  engine: Engine,
  session: string,
  sql: string,
  format: 'csv' | 'parquet',
): Promise<{ blob: Blob; rows: number }> {
  const { token, bytes, rows } = await engine.call('data.export', { session, source: { sql }, format });
  if (bytes > mostBytes) {
    throw new RankscopeError({ code: 'too_large', message: 'The file is larger than 2 GB.', hint: 'Add a LIMIT.' });
  }
  const parts: BlobPart[] = [];
  for (let offset = 0; offset < bytes; ) {
    const part = await engine.call('data.download', { token, offset });
    if (part.bytes.length === 0) throw new RankscopeError({ code: 'closed', message: 'The download broke off.' });
    parts.push(part.bytes as Uint8Array<ArrayBuffer>);
    offset += part.bytes.length;
  }
  return { blob: new Blob(parts, { type: format === 'csv' ? 'text/csv' : 'application/octet-stream' }), rows };
}
