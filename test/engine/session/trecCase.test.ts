import { describe, expect, it } from 'vitest';
import { openFiles } from './caseFolder';

const caseYaml = `rankscope: 1
name: trec
log: { format: trec }
judgments: qrels.txt
models:
  - { name: a, file: a.run }
  - { name: b, file: b.run }
`;
const qrels = '1 0 d1 2\n1 0 d9 1\n1 0 d2 -1\n2 0 d5 0\n7 0 d1 3\n';
const runA = '1\tQ0 d1  1 0.5 A\n1 Q0 d2\t2 0.25 A\n2 Q0 d5 1 nan A junk at the end\n';
const runB = '1 Q0 d2 1 9 B\n1 Q0 d3 2 8 B\n';

describe('a TREC case', () => {
  it('takes the union of its runs as rows', async () => {
    const { rows } = await openFiles({ 'case.yaml': caseYaml, 'qrels.txt': qrels, 'a.run': runA, 'b.run': runB });
    expect(
      await rows('SELECT row_id, request_id, item_id, position, "label:relevance" AS y, in_log FROM impressions'),
    ).toEqual([
      { row_id: 0, request_id: '1', item_id: 'd1', position: null, y: 2, in_log: false },
      { row_id: 1, request_id: '1', item_id: 'd2', position: null, y: null, in_log: false },
      { row_id: 2, request_id: '1', item_id: 'd3', position: null, y: null, in_log: false },
      { row_id: 3, request_id: '2', item_id: 'd5', position: null, y: 0, in_log: false },
    ]);
    expect(await rows('SELECT * FROM scores_1 ORDER BY row_id')).toEqual([
      { row_id: 0, score: 0.5 },
      { row_id: 1, score: 0.25 },
      { row_id: 3, score: null },
    ]);
    expect(await rows('SELECT * FROM scores_2 ORDER BY row_id')).toEqual([
      { row_id: 1, score: 9 },
      { row_id: 2, score: 8 },
    ]);
  });

  it('blends runs over the rows of each of them', async () => {
    const blend =
      '  - { name: both, blend: { a: 2, b: 1 } }\n  - { name: scaled, blend: { b: 1 }, blending: { normalize: minmax_list } }\n';
    const files = { 'case.yaml': `${caseYaml}${blend}`, 'qrels.txt': qrels, 'a.run': runA, 'b.run': runB };
    const { rows, session } = await openFiles(files);
    expect(session.models.map(({ state, scoredRows, missingRows }) => [state, scoredRows, missingRows])).toEqual([
      ['ready', 2, 1],
      ['ready', 2, 0],
      ['ready', 1, 3],
      ['ready', 2, 0],
    ]);
    expect(await rows('SELECT score FROM scores_3')).toEqual([null, 9.5, null, null].map((score) => ({ score })));
    expect(await rows('SELECT score FROM scores_4')).toEqual([{ score: 1 }, { score: 0 }]);
  });

  it('keeps judgments of items and requests that no run holds', async () => {
    const { rows, session } = await openFiles({
      'case.yaml': caseYaml,
      'qrels.txt': qrels,
      'a.run': runA,
      'b.run': runB,
    });
    expect(await rows('SELECT request_index, request_id, item_id, relevance FROM judgments')).toEqual([
      { request_index: 0, request_id: '1', item_id: 'd1', relevance: 2 },
      { request_index: 0, request_id: '1', item_id: 'd9', relevance: 1 },
      { request_index: 1, request_id: '2', item_id: 'd5', relevance: 0 },
      { request_index: null, request_id: '7', item_id: 'd1', relevance: 3 },
    ]);
    expect(session.meta.checks.map(({ id, count }) => [id, count])).toEqual([
      ['judgments_negative', 1],
      ['judgments_outside', 1],
      ['scores_non_finite', 1],
    ]);
  });

  it('numbers items in byte order over rows and judgments', async () => {
    const { rows } = await openFiles({
      'case.yaml': caseYaml,
      'qrels.txt': '1 0 Ω 1\n1 0 😀 1\n1 0 � 1\n',
      'a.run': runA,
      'b.run': runB,
    });
    const keys = await rows(
      'SELECT item_id, item_key FROM judgments UNION SELECT item_id, item_key FROM impressions ORDER BY item_key',
    );
    expect(keys.map((each) => each.item_id)).toEqual(['d1', 'd2', 'd3', 'd5', 'Ω', '�', '😀']);
    expect(keys.map((each) => each.item_key)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  });

  it('keeps lines that cannot be read aside, with their line', async () => {
    const broken = `${runB}1 Q0 d4\n\n1 Q0 d6 3 high B\n`;
    const { rows, session } = await openFiles({
      'case.yaml': caseYaml,
      'qrels.txt': qrels,
      'a.run': runA,
      'b.run': broken,
    });
    expect(session.meta.counts).toMatchObject({ rows: 4, refusedRows: 2 });
    expect(await rows('SELECT line, reason, text FROM refused_rows')).toEqual([
      { line: 3, reason: 'has 3 fields, 5 are expected', text: '1 Q0 d4' },
      { line: 5, reason: 'the score "high" is not a number', text: '1 Q0 d6 3 high B' },
    ]);
  });

  it('names the model that scores a pair twice', async () => {
    const { session } = await openFiles({
      'case.yaml': caseYaml,
      'qrels.txt': qrels,
      'a.run': runA,
      'b.run': `${runB}1 Q0 d2 3 1 B\n`,
    });
    expect(session.models.map((each) => each.state)).toEqual(['ready', 'failed']);
    expect(session.models[1]?.reason).toMatch(/twice/);
  });

  it('reads a log and adds the rows of runs on request', async () => {
    const yaml = caseYaml.replace(
      '{ format: trec }',
      '{ path: log.csv, rows: union, columns: { request: q, item: d, position: p } }',
    );
    const log = 'q,d,p\n1,d2,1\n1,d8,2\n1,d8,7\n';
    const { rows, session } = await openFiles({
      'case.yaml': yaml,
      'log.csv': log,
      'qrels.txt': qrels,
      'a.run': runA,
      'b.run': runB,
    });
    expect(await rows('SELECT request_id, item_id, position, in_log FROM impressions')).toEqual([
      { request_id: '1', item_id: 'd2', position: 1, in_log: true },
      { request_id: '1', item_id: 'd8', position: 2, in_log: true },
      { request_id: '1', item_id: 'd1', position: null, in_log: false },
      { request_id: '1', item_id: 'd3', position: null, in_log: false },
      { request_id: '2', item_id: 'd5', position: null, in_log: false },
    ]);
    expect(session.meta.checks.find((each) => each.id === 'duplicates')?.count).toBe(1);
    expect(await rows('SELECT row_id FROM features_logged')).toEqual([{ row_id: 0 }, { row_id: 1 }]);
    expect(await rows('SELECT row_id FROM scores_2 ORDER BY row_id')).toEqual([{ row_id: 0 }, { row_id: 3 }]);
  });
});
