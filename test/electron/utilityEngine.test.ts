import { mkdtempSync } from 'node:fs';
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
    const answer = await askEngine(path.join(out, 'engine.cjs'), writeTinyCase(path.join(folder, 'tiny')));
    expect(answer.info).toMatchObject({ host: 'electron', version, startCase: null });
    expect(answer.opened).toEqual({ rows: tinyRows, requests: tinyRequests });
    expect(answer.exitCode, answer.stderr).toBe(0);
  });
});
