import { describe, expect, it } from 'vitest';
import { openFiles } from '../session/caseFolder';

const log = 'q,d,rank,position,bot,n\n1,a,1,x,false,1\n1,b,2,y,true,2\n2,a,1,z,false,3\n2,c,2,w,,4\n';
const yaml = (extra: string) => `rankscope: 1
name: where
log:
  path: log.csv
  columns: { request: q, item: d, position: rank, click: n }
${extra}
`;

describe('log.where and SQL labels', () => {
  it('leaves rows out on purpose and counts them apart', async () => {
    const { rows, session } = await openFiles({ 'case.yaml': yaml('  where: NOT bot'), 'log.csv': log });
    expect(session.meta.counts).toMatchObject({ rows: 2, excludedRows: 2, refusedRows: 0 });
    expect(await rows('SELECT request_id, item_id FROM impressions')).toEqual([
      { request_id: '1', item_id: 'a' },
      { request_id: '2', item_id: 'a' },
    ]);
  });

  it('means the role when a column of the log has its name', async () => {
    const { rows, session } = await openFiles({ 'case.yaml': yaml('  where: position = 2'), 'log.csv': log });
    expect(await rows('SELECT item_id FROM impressions')).toEqual([{ item_id: 'b' }, { item_id: 'c' }]);
    expect(session.meta.warnings.join()).toMatch(/"position" means the role/);
  });

  it('computes SQL labels from roles and own columns', async () => {
    const labels = 'labels:\n  graded: "CASE WHEN n > 2 THEN 3 WHEN click = 1 THEN 1 ELSE -1 END"\nlabel: graded';
    const { rows, session } = await openFiles({ 'case.yaml': yaml(labels), 'log.csv': log });
    expect((await rows('SELECT "label:graded" AS y FROM impressions')).map((each) => each.y)).toEqual([1, null, 3, 3]);
    expect(session.meta.labels).toMatchObject([{ name: 'graded', behavioral: true, positives: 3 }]);
  });

  it.each([
    ['  where: "item IN (SELECT 1)"', /case.yaml, log.where.*: a subquery is not allowed/],
    ['  where: "length(read_text(\'/etc/passwd\')) > 0"', /the function read_text is not allowed/],
    ['  where: psition > 1', /did you mean "position"/],
    ['labels: { bad: "1; DROP TABLE x" }', /case.yaml, labels.bad/],
  ])('refuses %s', async (extra, message) => {
    await expect(openFiles({ 'case.yaml': yaml(extra), 'log.csv': log })).rejects.toMatchObject({
      code: 'input',
      message: expect.stringMatching(message),
    });
  });
});
