import { rmSync } from 'node:fs';
import path from 'node:path';
import type { Bench } from '../support/bench';
import { featureCase } from '../support/generate';
import { measureCli, measureRole } from '../support/measure';
import { compared } from '../support/report';

/** Parquet with 30 features into a session, against one sorted copy of the same file. */
export const ingest: Bench = {
  name: 'ingest',
  what: '30 features from Parquet into a session',
  async run(context) {
    const rows = context.rows ?? 10_000_000;
    const folder = await featureCase(path.join(context.folder, 'features'), rows);
    const session = path.join(folder, 'session.rankscope');
    const ours = await measureCli(context, ['build', folder, '-o', session, '--json']);
    rmSync(session);
    const copy = path.join(folder, 'copy.duckdb');
    const baseline = await measureRole('sortedCopy', [path.join(folder, 'log.parquet'), copy]);
    rmSync(folder, { recursive: true });
    const what = 'CREATE TABLE AS SELECT * ORDER BY request_id';
    return [compared({ name: 'ingest', what: ingest.what, rows }, ours, { what, ...baseline })];
  },
};
