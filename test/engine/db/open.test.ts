import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openSession } from '../../../electron/engine/db/open';

describe('openSession', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rankscope-db-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('keeps what was written across a reopen', async () => {
    const path = join(folder, 'session.rankscope');
    const first = await openSession(path);
    await first.run({ text: 'CREATE TABLE t AS SELECT 42 AS v' });
    await first.close();
    const second = await openSession(path);
    expect(await second.readOne({ text: 'SELECT v FROM t' })).toEqual({ v: 42 });
    await second.close();
  });
});
