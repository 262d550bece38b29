import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareResultSchema } from '../../../shared/schemas/compare';
import { runCommand } from '../support/runCommand';

const small = path.resolve('samples/small');
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rankscope-gates-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('compare in a pipeline', () => {
  it('ends with 1 when a gate is hit, with the result and the summary written', async () => {
    const file = path.join(folder, 'summary.md');
    const words = ['compare', small, '--json', '--quiet', '--by', 'surface', '--metrics', 'ndcg@10,ndcg@10:click'];
    const gated = await runCommand(
      ...words,
      '--markdown',
      file,
      '--fail-if',
      'candidate.ndcg@10.lo > 0 or checks.errors > 99',
    );
    expect([gated.code, gated.err]).toEqual([1, expect.stringContaining('gate "candidate.ndcg@10.lo > 0"')]);
    const result = compareResultSchema.parse(JSON.parse(gated.out));
    expect(result.by!.blocks.map(({ value }) => value)).toEqual(['search', 'home']);
    expect(result.pairs.find(({ metric }) => metric === 'ndcg@10:click')).toMatchObject({ status: 'biased_to_served' });
    expect(result.models[0]!.fidelity.verdict).toBe('exact');
    const summary = await readFile(file, 'utf8');
    expect(summary).toContain('**Gate hit:**');
    expect(summary).toContain('#### search');
  });

  it('ends with 0 when none is hit and with 2 when one cannot be decided', async () => {
    const words = ['compare', small, '--quiet', '--models', 'baseline,candidate', '--metrics', 'ndcg@10', '--fail-if'];
    expect((await runCommand(...words, 'ndcg@10.hi < -0.5')).code).toBe(0);
    const unknown = await runCommand(...words, 'ndcg@20.lo < 0');
    expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining('is no metric of this comparison')]);
    expect((await runCommand(...words, 'fidelity.candidate.parity < 1')).code).toBe(2);
  });
});
