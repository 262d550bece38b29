import { describe, expect, it } from 'vitest';
import { compareMarkdown } from '../../../electron/cli/compareMarkdown';
import { checkGates, gateWarnings } from '../../../electron/cli/gates/checkGates';
import { parseGates } from '../../../electron/cli/gates/parseGates';
import type { CompareResult } from '../../../shared/schemas/compare';
import { seededRandom } from '../../../shared/stats/random';
import { compareLog } from '../compare/support/contestOf';
import { randomLog } from '../support/randomLog';

const log = randomLog(seededRandom(21), 150, 3);
const params = { metrics: ['ndcg@10', 'map@10', 'err@5', 'ndcg@5:relevance', 'gauc'] };
const result: CompareResult = await compareLog(log, { params });
const checks = [{ id: 'x', severity: 'blocks' as const, title: '', count: 2, detail: '', rows: [] }];
const hits = (text: string) => checkGates(parseGates(text), result, checks).map(({ gate }) => gate);
const failure = (text: string) => {
  try {
    hits(text);
  } catch (thrown) {
    return thrown as Error & { code: string };
  }
  throw new Error(`${text} did not fail`);
};

describe('--fail-if', () => {
  it('hits when one of its conditions holds', () => {
    const pair = result.pairs.find(({ metric, model }) => metric === 'ndcg@10' && model === 'b')!;
    expect(hits(`b.ndcg@10.lo >= ${pair.ci![0]} or ndcg@10.p > 2`)).toEqual([`b.ndcg@10.lo >= ${pair.ci![0]}`]);
    expect(hits(`b.ndcg@10.delta < ${pair.delta}`)).toEqual([]);
    expect(hits('ndcg@10.mean>0')).toHaveLength(3);
    expect(hits('c.ndcg@10.mde > 0 or ndcg@5:relevance.judged > 1')).toEqual(['c.ndcg@10.mde > 0']);
    expect(hits('ndcg@10.hi < -1 or ndcg@10.pHolm <= 1')).toHaveLength(2);
  });

  it('takes the names that people write', () => {
    expect(hits('map@10.mean >= 0')).toHaveLength(3);
    expect(hits('err@5.q <= 1')).toHaveLength(2);
    expect(hits('a.map_min@10.mean >= 0')).toHaveLength(1);
    expect(hits('checks.errors > 0')).toEqual(['checks.errors > 0']);
  });

  it('looks at verdicts on primary metrics or on the one it names', () => {
    const of = (metric: string) => result.pairs.filter((pair) => pair.metric === metric);
    expect(hits('verdict = worse')).toHaveLength(of('ndcg@10').filter(({ verdict }) => verdict === 'worse').length);
    expect(hits('verdict != worse or ndcg@10.verdict = worse')).toHaveLength(2);
    expect(hits(`b.map@10.verdict = ${of('map_min@10')[0]!.verdict}`)).toHaveLength(1);
  });

  it.each([
    ['ndcg@7.lo < 0', '"ndcg@7" is no metric of this comparison'],
    ['z.ndcg@10.lo < 0', '"z" is no contestant'],
    ['fidelity.z.parity < 1', '"z" is no contestant'],
    ['fidelity.a.parity < 1', 'has no value: its fidelity was not measured'],
    ['ndcg@10.q < 0.1', 'has no value: a declared primary metric: see pHolm'],
    ['gauc.lo < 0', 'has no value: no test is made'],
    ['ndcg@10.low < 0', 'does not end in one of'],
    ['ndcg@10.lo < zero', '"zero" is not a number'],
    ['ndcg@10.lo', 'it is not `name.field operator number`'],
    ['verdict = bad', 'a verdict is one of'],
    ['verdict < worse', 'a verdict is compared with = or !='],
  ])('cannot be decided: %s', (text, sentence) => {
    const { code, message } = failure(text);
    expect(code).toBe('usage');
    expect(message).toContain(sentence);
  });

  it('warns of gates that fire on noise', () => {
    expect(gateWarnings(parseGates('ndcg@10.delta < 0 or ndcg@10.lo < 0'))).toEqual([
      expect.stringContaining('"ndcg@10.delta < 0" looks at the difference alone'),
    ]);
  });
});

describe('the Markdown summary', () => {
  it('holds the sentence, the tables and the gates', () => {
    const text = compareMarkdown(result, [{ gate: 'ndcg@10.lo < 0', sentence: 'b.ndcg@10.lo is -0.1' }]);
    expect(text).toContain(result.sentence);
    expect(text).toContain('**Gate hit:** `ndcg@10.lo < 0`');
    expect(text).toContain('| map\\_min@10 | b |');
    for (const line of text.split('\n').filter((each) => each.startsWith('|'))) expect(line.endsWith('|')).toBe(true);
  });
});
