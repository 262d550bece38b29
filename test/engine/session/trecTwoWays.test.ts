import { describe, expect, it } from 'vitest';
import { type RandomSource, seededRandom } from '../../../shared/stats/random';
import { openFiles } from './caseFolder';

const caseYaml = (judgments: string) => `rankscope: 1
name: trec
log: { format: trec }
judgments: ${judgments}
models:
  - { name: a, file: a.run }
  - { name: b, file: b.run }
metrics: { labelMax: 2 }
`;
const tables = ['impressions', 'requests', 'judgments', 'scores_1', 'scores_2', 'features_logged'];

function randomIds(random: RandomSource): { topics: string[]; docs: string[] } {
  const letters = ['a', 'B', '-', '7', 'é', 'Ω', '\ufdfa', '😀'];
  const word = () => Array.from({ length: 1 + random.next(14) }, () => letters[random.next(letters.length)]).join('');
  const distinct = (count: number) => [...new Set(Array.from({ length: count }, word))];
  return { topics: distinct(30), docs: distinct(400) };
}

function pairs(random: RandomSource, { topics, docs }: { topics: string[]; docs: string[] }, count: number) {
  const found = Array.from({ length: count }, () => [
    topics[random.next(topics.length)]!,
    docs[random.next(docs.length)]!,
  ]);
  return [...new Map(found.map((pair) => [pair.join(' '), pair])).values()];
}

describe('a case of TREC files alone', () => {
  it('gets the tables that it gets beside other formats', async () => {
    const random = seededRandom(7);
    const ids = randomIds(random);
    const topics = ids.topics.slice(0, 20);
    const score = () => ['nan', 'inf', '1', '2.5', '-3e-2'][random.next(5)];
    const run = () =>
      pairs(random, { ...ids, topics }, 3000)
        .map(([topic, doc]) => `${topic} Q0 ${doc} 1 ${score()} x\n`)
        .join('');
    const judged = pairs(random, ids, 1500).map(([topic, doc]) => [topic, doc, random.next(5) - 1]);
    const twice = [...judged, ...judged.slice(0, 40).map(([topic, doc]) => [topic, doc, 3])];
    const runs = { 'a.run': run(), 'b.run': run() };
    const qrels = twice.map(([topic, doc, grade]) => `${topic} 0 ${doc} ${grade}\n`).join('');
    const csv = `request,item,relevance\n${twice.map((row) => `${row.join(',')}\n`).join('')}`;
    const alone = await openFiles({ ...runs, 'case.yaml': caseYaml('q.qrels'), 'q.qrels': qrels });
    const beside = await openFiles({ ...runs, 'case.yaml': caseYaml('q.csv'), 'q.csv': csv });
    for (const table of tables) {
      const text = `SELECT * FROM ${table}`;
      expect(await alone.rows(text), table).toEqual(await beside.rows(text));
    }
    expect(alone.session.meta.counts).toEqual(beside.session.meta.counts);
    expect(alone.session.meta.checks).toEqual(beside.session.meta.checks);
    const known = ({ session }: typeof alone) =>
      session.models.map(({ state, scoredRows, missingRows, extraRows, nonFiniteRows }) => [
        state,
        scoredRows,
        missingRows,
        extraRows,
        nonFiniteRows,
      ]);
    expect(known(alone)).toEqual(known(beside));
  });
});
