import { mkdtempSync, readFileSync, realpathSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { version } from '../../shared/version';
import { out } from './runMain';
import { askEngine } from './support/askEngine';
import { tinyRequests, tinyRows, writeTinyCase } from './support/tinyCase';

describe('engine as a utility process', () => {
  it('answers over a port, opens a granted case and exits', async () => {
    const folder = mkdtempSync(path.join(process.env.RANKSCOPE_CACHE ?? os.tmpdir(), 'utility-'));
    const tiny = writeTinyCase(path.join(folder, 'tiny'));
    const answer = await askEngine(path.join(out, 'engine.cjs'), tiny);
    expect(answer.info).toMatchObject({ host: 'electron', version, startCase: null });
    expect(answer.opened).toMatchObject({ rows: tinyRows, requests: tinyRequests });
    expect(answer.reports).toEqual([
      { type: 'opened', file: realpathSync(tiny) },
      { type: 'saved', id: 1, error: null },
    ]);
    expect(readFileSync(path.join(tiny, 'saved.csv'), 'utf8').split('\n')[1]).toMatch(/^0,q1,/);
    expect(answer.exitCode, answer.stderr).toBe(0);
  });
});
