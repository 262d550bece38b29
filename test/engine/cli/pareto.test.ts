import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseWeights } from '../../../electron/cli/commands/pareto';
import { paretoResultSchema } from '../../../shared/pareto/paretoSchemas';
import { blendedCase } from '../support/blendedCase';
import { runCommand } from '../support/runCommand';

let folder: string;
beforeAll(() => {
  folder = blendedCase();
});
afterAll(() => rmSync(path.dirname(folder), { recursive: true, force: true }));

const run = (...args: string[]) =>
  runCommand('pareto', folder, ...args, '--quiet', '--session-dir', path.join(folder, 'cache'));
const few = ['--model', 'value', '--weights', 'grid:4', '--metrics', 'ndcg@10:relevance,ndcg@10:click'];

describe('rankscope pareto', () => {
  it('prints one JSON object with the documented keys, the same bytes twice', async () => {
    const first = await run(...few, '--json', '--seed', '5');
    expect({ code: first.code, err: first.err }).toEqual({ code: 0, err: '' });
    expect((await run(...few, '--json', '--seed', '5')).out).toBe(first.out);
    const result = JSON.parse(first.out);
    expect(paretoResultSchema.parse(result)).toMatchObject({ model: 'value', kind: 'blend', seed: 5, halves: true });
    expect(Object.keys(result)).toEqual(
      expect.arrayContaining(['version', 'case', 'inputs', 'seed', 'definitions', 'warnings']),
    );
    expect(result.definitions).toMatchObject({ 'ndcg@10:click': {}, front: { tolerance: 1e-12 } });
    expect(result.points[0]).toMatchObject({ ofCase: true, weights: { baseline: 1, candidate: 2 } });
  });

  it('prints a table for people, dominated weightings marked', async () => {
    const { out } = await run(...few);
    expect(out).toMatchSnapshot();
  });

  it('refuses wrong usage with exit code 2', async () => {
    const cases: [string[], RegExp][] = [
      [[], /required option '--model <name>' not specified/],
      [['--model', 'candidate'], /gives one score, so there is nothing to weigh/],
      [['--model', 'valeu'], /no model "valeu"[\s\S]*Models with weights: value/],
      [['--model', 'value', '--weights', 'baseline:1'], /"baseline:1" in --weights is not a name and a number/],
      [['--model', 'value', '--weights', 'basline=1'], /Did you mean "baseline"/],
      [['--model', 'value', '--metrics', 'ctr'], /not computed list by list/],
    ];
    for (const [args, message] of cases) {
      const { code, err, out } = await run(...args);
      expect({ code, out }).toEqual({ code: 2, out: '' });
      expect(err).toMatch(message);
    }
  });
});

describe('--weights', () => {
  it('is a grid, a grid of steps, or weights by name', () => {
    expect(parseWeights('grid')).toEqual({ divisions: null, weights: null });
    expect(parseWeights('grid:12')).toEqual({ divisions: 12, weights: null });
    expect(parseWeights('click=1, order=3;a:b=-2')).toEqual({
      divisions: null,
      weights: [{ click: 1, order: 3 }, { 'a:b': -2 }],
    });
    for (const text of ['', ';', 'grid:0', 'grid:999', 'click', 'click=', '=1', 'click=x']) {
      expect(() => parseWeights(text)).toThrow(/--weights|grid/);
    }
  });
});
