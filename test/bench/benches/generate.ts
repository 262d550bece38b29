import path from 'node:path';
import type { Bench } from '../support/bench';
import { measureNode, measureRole } from '../support/measure';
import { compared } from '../support/report';

/** Rows that one user of the generated marketplace leaves in three weeks. */
const rowsPerUser = 120;

/** The souq generator, against reading, compressing and writing the same bytes. */
export const generate: Bench = {
  name: 'generate',
  what: 'souq, 21 days',
  async run(context) {
    const users = Math.round((context.rows ?? 96_000) / rowsPerUser);
    // A tiny run leaves the bundle that is then measured.
    const tiny = ['--users', '40', '--days', '21', '--out', path.join(context.folder, 'tiny')];
    await measureNode(['scripts/runTs.mjs', 'samples/tools/souq/generate.ts', ...tiny]);
    const tool = path.resolve('out/tools/samples.tools.souq.generate.cjs');
    const folder = path.join(context.folder, 'souq');
    const made = await measureNode([tool, '--users', String(users), '--days', '21', '--out', folder]);
    const baseline = await measureRole('gzipAgain', [folder, context.folder]);
    const rows = Number(/(\d+) rows/.exec(made.output)?.[1] ?? 0);
    const what = 'the same files read, compressed and written again';
    return [compared({ name: 'generate', what: generate.what, rows }, made, { what, ...baseline })];
  },
};
