import { readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareResultSchema } from '../../../shared/schemas/compare';
import { dataFolder, hasData } from '../support/dataFolder';
import { runCommand } from '../support/runCommand';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'rankscope-cli-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function writeCase(name: string, yaml: string): Promise<string> {
  const own = path.join(folder, name);
  await mkdir(own, { recursive: true });
  await writeFile(path.join(own, 'case.yaml'), yaml);
  return own;
}

async function compareJson(casePath: string, ...args: string[]) {
  const { code, out, err } = await runCommand('compare', casePath, '--json', '--quiet', ...args);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return compareResultSchema.parse(JSON.parse(out));
}

interface ExpectedRow {
  name: string;
  query: string;
  expected: number;
}

/** trec_eval's name of a measure as a metric id of ours; null when we do not have it. */
function metricIdOf(name: string): string | null {
  const cut = /^(P|recall|map_cut|ndcg_cut|success)_(\d+)$/.exec(name);
  if (cut) {
    const ours = { P: 'p', recall: 'recall', map_cut: 'map_R', ndcg_cut: 'ndcg', success: 'hit' }[cut[1]!];
    return `${ours}@${cut[2]}`;
  }
  return { map: 'map_R', recip_rank: 'mrr', ndcg: 'ndcg' }[name] ?? null;
}

describe.skipIf(!hasData)('compare under the preset trec_eval', () => {
  it('data: equals what trec_eval prints for its own test', async () => {
    const trec = path.join(dataFolder, 'trec_eval');
    const own = await writeCase(
      'trec',
      `rankscope: 1\nname: trec\nallowOutside: true\nlog: { format: trec }\njudgments: ${trec}/qrels.test\nmodels: [{ name: run, file: ${trec}/results.test, format: trec }]\n`,
    );
    const commands = JSON.parse(readFileSync(path.join(trec, 'expected.json'), 'utf8')) as {
      command: string;
      rows: ExpectedRow[];
    }[];
    const printed = commands.find(({ command }) => command === 'trec_eval -m all_trec -q qrels.test results.test')!;
    const expected = printed.rows.filter((row) => row.query === 'all' && metricIdOf(row.name) !== null);
    const ids = expected.map((row) => metricIdOf(row.name)!);
    const result = await compareJson(own, '--preset', 'trec_eval', '--means', '--metrics', ids.join(','));
    expect(ids.length).toBeGreaterThan(25);
    for (const [i, row] of expected.entries()) {
      const mean = result.metrics.find((metric) => metric.metric === ids[i])?.mean;
      expect(mean?.toFixed(4), row.name).toBe(row.expected.toFixed(4));
    }
  });

  it('data: compares three rankers and a trained model on judged queries', async () => {
    const own = path.join(folder, 'haystack');
    await cp(path.resolve(import.meta.dirname, '../../../samples/haystack'), own, {
      recursive: true,
      filter: (file) => !file.includes(`${path.sep}data`),
    });
    for (const file of ['features_no-vector.csv', 'qrels_snapshot.csv', 'runs']) {
      await cp(path.join(dataFolder, 'quepid-haystack', file), path.join(own, 'data', file), { recursive: true });
    }
    const result = await compareJson(own, '--preset', 'trec_eval', '--means', '--metrics', 'ndcg@10,map,p@10');
    expect(result.requests).toBe(135);
    const mean = (model: string, metric: string) =>
      result.metrics.find((row) => row.model === model && row.metric === metric)?.mean?.toFixed(4);
    expect(['no-vector', 'with-vector', 'vector-2', 'learned'].map((model) => mean(model, 'ndcg@10'))).toEqual([
      '0.5186',
      '0.4950',
      '0.4950',
      '0.5228',
    ]);
  });
});

describe('compare', () => {
  it('prints the same bytes for the same command', async () => {
    const small = path.resolve(import.meta.dirname, '../../../samples/small');
    const first = await runCommand('compare', small, '--json', '--quiet');
    const second = await runCommand('compare', small, '--json', '--quiet', '--private');
    expect(first.code).toBe(0);
    expect(second.out).toBe(first.out);
  });

  it('ends with 2 and one sentence for what the user can mend', async () => {
    const small = path.resolve(import.meta.dirname, '../../../samples/small');
    const wrong = async (...args: string[]) => {
      const { code, out, err } = await runCommand('compare', ...args, '--quiet');
      expect({ code, out }).toEqual({ code: 2, out: '' });
      return err.split('\n')[0];
    };
    expect(await wrong(path.join(folder, 'nowhere'))).toMatch(/^rankscope: There is no .* at .*nowhere/);
    expect(await wrong(small, '--models', 'baseline,nobody')).toBe(
      'rankscope: There is no model "nobody" in this case.',
    );
    expect(await wrong(small, '--models', 'baseline,baseline')).toMatch(/named twice/);
    expect(await wrong(small, '--metrics', 'ndgc@10')).toMatch(/The metric "ndgc" in "ndgc@10" is not known/);
    expect(await wrong(small, '--metrics', 'ndcg@10:buys')).toMatch(/names the label "buys"/);
    expect(await wrong(small, '--preset', 'trek')).toMatch(/preset/);
  });

  it('sets the ranker before the rules against the list as shown', async () => {
    const own = await writeCase(
      'stages',
      `rankscope: 1
name: stages
log: { path: log.csv, columns: { request: q, item: d, position: p, relevance: y } }
stages: [{ name: ranker, rank: rk }, { name: rules, rank: p, reason: why }]
`,
    );
    // The rules move b above a: relevant a is first for the ranker and second as shown.
    await writeFile(path.join(own, 'log.csv'), 'q,d,p,rk,y,why\n1,a,2,1,1,\n1,b,1,2,0,pin\n');
    const result = await compareJson(own, '--models', '@ranker,@logged', '--metrics', 'mrr', '--means');
    expect(result.metrics.map(({ model, mean }) => [model, mean])).toEqual([
      ['@ranker', 1],
      ['@logged', 0.5],
    ]);
  });

  it('refuses list metrics on a log without requests', async () => {
    const own = await writeCase(
      'rows',
      'rankscope: 1\nname: rows\nlog: { path: log.csv, columns: { item: item, position: p, click: click } }\nmodels: []\n',
    );
    await writeFile(path.join(own, 'log.csv'), 'item,p,click\na,1,1\nb,1,0\n');
    const { code, err } = await runCommand('compare', own, '--quiet');
    expect(code).toBe(2);
    expect(err).toMatch(/Rows of this log carry no request id/);
    const rows = await compareJson(own, '--models', '@logged', '--metrics', 'ctr,cvr_imp');
    expect(rows.metrics.map(({ mean, meanReason }) => mean ?? meanReason)).toEqual([
      0.5,
      'the log has no order outcome',
    ]);
  });
});

describe('compare --json', () => {
  it('gives a reason beside every number that is null', async () => {
    const small = path.resolve('samples/small');
    const result = await compareJson(
      small,
      '--models',
      'baseline,candidate,@ideal,@random',
      '--metrics',
      'ndcg@10,ild,auc',
    );
    const rows: Record<string, unknown>[] = [
      ...result.metrics,
      ...result.pairs,
      ...result.models.map(({ fidelity }) => fidelity),
    ];
    const numbers = ['mean', 'ci', 'bounds', 'judged', 'delta', 'parity', 'sameOrder', 'maxAbsDiff'];
    const silent = rows.flatMap((row) => numbers.filter((key) => row[key] === null && !row[`${key}Reason`]));
    expect(silent).toEqual([]);
    expect(rows.some((row) => row.parity === null)).toBe(true);
  });
});
