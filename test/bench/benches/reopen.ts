import path from 'node:path';
import type { Bench } from '../support/bench';
import { scoredCase } from '../support/generate';
import { fastestOfBoth, measureCli, measureRole } from '../support/measure';
import { compared } from '../support/report';

/** Opening a case whose inputs did not change. */
export const reopen: Bench = {
  name: 'reopen',
  what: 'open an unchanged case, whole process',
  async run(context) {
    const rows = context.rows ?? 10_000_000;
    const folder = await scoredCase(path.join(context.folder, 'reopen'), rows);
    const built = await measureCli(context, ['build', folder, '--json']);
    const { session } = JSON.parse(built.output) as { session: string };
    const { ours, baseline } = await fastestOfBoth(
      context.repeat,
      () => measureCli(context, ['build', folder, '--json']),
      () => measureRole('openSession', [session]),
    );
    if ((JSON.parse(ours.output) as { rebuilt: boolean }).rebuilt)
      throw new Error('the unchanged case was built again');
    const what = 'Node that opens the session file and counts its rows';
    return [compared({ name: 'reopen', what: reopen.what, rows }, ours, { what, ...baseline })];
  },
};
