import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { explainItemSchema, explainPairSchema } from '../../../shared/explain/explainSchemas';
import { runCommand } from '../support/runCommand';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rankscope-explain-cli-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const run = (...args: string[]) =>
  runCommand('explain', 'samples/small', 'r0100', ...args, '--quiet', '--session-dir', folder);

describe('rankscope explain', () => {
  it('prints one JSON object with the documented keys, the same bytes twice', async () => {
    const args = ['i029', '--model', 'candidate', '--background', 'global', '--seed', '5', '--json'];
    const first = await run(...args);
    expect({ code: first.code, err: first.err }).toEqual({ code: 0, err: '' });
    expect((await run(...args)).out).toBe(first.out);
    const result = JSON.parse(first.out);
    expect(explainItemSchema.parse(result).seed).toBe(5);
    expect(Object.keys(result)).toEqual(
      expect.arrayContaining(['version', 'case', 'inputs', 'seed', 'definitions', 'warnings']),
    );
    expect(result).toMatchObject({ version: 1, model: 'candidate', item: 'i029', versus: null });
    const [part] = result.contributions;
    expect(Object.keys(part)).toEqual(expect.arrayContaining(['feature', 'value', 'contribution', 'se']));
  });

  it('adds the pair, the swap and the curve to the object on request', async () => {
    const more = ['--versus', 'i106', '--swap', '--curve', 'f_rating', '--json'];
    const { out } = await run('i029', '--model', 'candidate', ...more);
    const result = JSON.parse(out);
    const { contributions, score, base } = explainPairSchema.parse(result);
    const sum = contributions.reduce((total, { contribution }) => total + contribution, 0);
    expect(sum).toBeCloseTo(score - base, 6);
    expect(result).toMatchObject({ versus: 'i106', swap: { direction: 'above' }, curve: { feature: 'f_rating' } });
  });

  it('prints tables for people', async () => {
    const { out } = await run('i029', '--model', 'candidate', '--versus', 'i106', '--swap', '--curve', 'f_affinity');
    expect(out).toMatchSnapshot();
    expect((await run('i106', '--model', 'candidate')).out).toMatchSnapshot();
  });

  it('refuses wrong usage with exit code 2', async () => {
    const cases: [string[], RegExp][] = [
      [['i029'], /required option '--model <name>' not specified/],
      [['i029', '--model', 'candidate', '--swap'], /--swap needs --versus <item>/],
      [['i029', '--model', 'candidate', '--features', 'f_rating'], /--features needs --swap/],
      [['i029', '--model', 'candidate', '--covers', '--versus', 'i106'], /--covers takes neither/],
      [['i029', '--model', 'candidate', '--background', 'mean'], /Allowed choices are list, global, zeros, median/],
      [['i029', '--model', 'popularity'], /is a file of scores/],
      [['nothing', '--model', 'candidate'], /has no item "nothing"/],
    ];
    for (const [args, message] of cases) {
      const { code, err, out } = await run(...args);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toMatch(message);
    }
  });
});
