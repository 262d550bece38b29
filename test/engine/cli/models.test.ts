import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { modelDiffSchema, modelImportanceSchema, modelPageSchema } from '../../../shared/models/modelSchemas';
import { runCommand } from '../support/runCommand';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rankscope-models-cli-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (...args: string[]) => runCommand('models', 'samples/small', ...args, '--quiet', '--session-dir', folder);

describe('rankscope models', () => {
  it('prints tables for people', async () => {
    expect((await run()).out).toMatchSnapshot();
    expect((await run('--model', 'candidate')).out).toMatchSnapshot();
    expect((await run('--model', 'popularity')).out).toMatchSnapshot();
    expect((await run('--diff', 'baseline', 'candidate')).out).toMatchSnapshot();
  });

  it('prints one JSON object with the documented keys, the same bytes twice', async () => {
    const args = ['--model', 'baseline', '--seed', '3', '--json'];
    const first = await run(...args);
    expect({ code: first.code, err: first.err }).toEqual({ code: 0, err: '' });
    expect((await run(...args)).out).toBe(first.out);
    const result = JSON.parse(first.out);
    expect(result).toMatchObject({ version: 1, seed: 3, warnings: [] });
    expect(modelPageSchema.parse(result.model).name).toBe('baseline');
    expect(modelImportanceSchema.parse(result.importance).seed).toBe(3);
    expect(result.fidelity.score.verdict).toBe('exact');
    const { diff } = JSON.parse((await run('--diff', 'popularity', 'candidate', '--json')).out);
    expect(modelDiffSchema.parse(diff)).toMatchObject({
      a: 'popularity',
      b: 'candidate',
      sameFile: false,
      ranks: null,
    });
    expect(JSON.parse((await run('--json')).out).models).toHaveLength(3);
  });

  it('refuses wrong usage with exit code 2', async () => {
    const cases: [string[], RegExp][] = [
      [['--diff', 'baseline'], /--diff takes two different models/],
      [['--diff', 'baseline', 'baseline'], /--diff takes two different models/],
      [['--diff', 'baseline', 'candidate', '--model', 'baseline'], /exclude each other/],
      [['--model', 'nobody'], /There is no model "nobody"/],
      [['--model', '@logged'], /made from the log; they have no file/],
    ];
    for (const [args, message] of cases) {
      const { code, err, out } = await run(...args);
      expect({ code, out }, args.join(' ')).toEqual({ code: 2, out: '' });
      expect(err).toMatch(message);
    }
  });
});
