import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadRankers } from '../../../samples/tools/souq/rankers';
import { recomputeTables } from '../../../samples/tools/souq/recomputeSql';
import { addTables, openSample, type SampleTables } from './support/sampleTables';
import { differenceOf, readLists, repair, type ScoredList, scoresOf } from './support/scoredLists';

const folder = path.resolve('samples/souq');
const facts = JSON.parse(readFileSync(path.join(folder, 'truth/facts.json'), 'utf8'));
const rankers = loadRankers(path.join(folder, 'models'));

describe('souq, its models', () => {
  let sample: SampleTables;
  let lists: ScoredList[];
  beforeAll(async () => {
    sample = await openSample(folder);
    await addTables(sample, folder, recomputeTables);
    const sql = readFileSync(path.join(folder, 'recompute.sql'), 'utf8').replaceAll('"f.', '"r_');
    await sample.db.run({ text: `CREATE TABLE recomputed AS ${sql}` });
    const from = `SELECT log.*, r_i_ctr_1d AS repaired, locale = 'nl' AND day >= ${facts.faults.frozenFrom} AS broken
      FROM log JOIN recomputed USING (request_id, item_id)`;
    lists = await readLists(sample, from, path.join(folder, 'data/requests.csv.gz'));
  });
  afterAll(() => sample.db.close());

  const candidateAgainstBaseline = (chosen: ScoredList[]) =>
    differenceOf(
      chosen.map((list) => ({
        labels: list.grades,
        before: scoresOf(list, rankers.get('v41')!),
        after: scoresOf(list, rankers.get('v42')!),
      })),
    );

  it.each(['v41', 'v42'])('give the logged scores of %s', (version) => {
    const served = lists.filter((list) => list.version === version);
    const off = served.map((list) => {
      const scores = scoresOf(list, rankers.get(version)!);
      return Math.max(
        ...scores.map((score, index) => (Number.isNaN(list.scores[index]) ? 0 : Math.abs(score - list.scores[index]!))),
      );
    });
    expect(served.length).toBeGreaterThan(50);
    expect(Math.max(...off)).toBeLessThan(6e-7);
  });

  it('let the candidate win on the truth overall', () => {
    const { mean, se } = candidateAgainstBaseline(lists);
    expect(mean - 1.96 * se).toBeGreaterThan(0);
  });

  it('let the candidate lose where the fault sits', () => {
    const { mean, se } = candidateAgainstBaseline(lists.filter(({ broken }) => broken));
    expect(mean + 1.96 * se).toBeLessThan(0);
  });

  it('gain less from the repair on clicks than in truth', () => {
    const served = lists.filter(({ broken, version }) => broken && version === 'v41');
    const effect = (labels: (list: ScoredList) => number[]) =>
      differenceOf(
        served.map((list) => ({
          labels: labels(list),
          before: scoresOf(list, rankers.get('v41')!),
          after: scoresOf(repair(list), rankers.get('v41')!),
        })),
      );
    const truth = effect((list) => list.grades);
    const clicks = effect((list) => list.clicks);
    expect(truth.mean - 1.96 * truth.se).toBeGreaterThan(0);
    expect(clicks.mean).toBeLessThan(truth.mean);
  });
});
