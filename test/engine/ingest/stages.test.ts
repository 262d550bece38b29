import { describe, expect, it } from 'vitest';
import { rankerStage } from '../../../shared/case/rankerStage';
import { openFiles } from '../session/caseFolder';

const yaml = `rankscope: 1
name: stages
log: { path: log.csv, columns: { request: q, item: d, position: p } }
stages:
  - { name: retrieval, score: ann, keep: 500 }
  - { name: ranker, score: rs, rank: rk }
  - { name: rules, rank: p, reason: why }
`;
const log = 'q,d,p,ann,rs,rk,why\n1,a,2,0.5,7,1,pin\n1,b,1,0.4,6,2,\n1,c,,0.3,,,\n';

describe('stages', () => {
  it('keep rank and score of each row that reached them', async () => {
    const { rows, session } = await openFiles({ 'case.yaml': yaml, 'log.csv': log });
    expect(
      await rows(
        'SELECT item_id, "stage_score:retrieval" AS ann, "stage_rank:ranker" AS "rank", "stage_score:ranker" AS score, "stage_rank:rules" AS last, rk, why FROM impressions ORDER BY item_id',
      ),
    ).toEqual([
      { item_id: 'a', ann: 0.5, rank: 1, score: 7, last: 2, rk: 1, why: 'pin' },
      { item_id: 'b', ann: 0.4, rank: 2, score: 6, last: 1, rk: 2, why: null },
      { item_id: 'c', ann: 0.3, rank: null, score: null, last: null, rk: null, why: null },
    ]);
    expect(rankerStage(session.case)?.name).toBe('ranker');
  });

  it('refuse a column that the log lacks', async () => {
    const files = { 'case.yaml': yaml.replace('rank: rk', 'rank: rkk'), 'log.csv': log };
    await expect(openFiles(files)).rejects.toMatchObject({
      code: 'input',
      message: expect.stringMatching(/stages.1.rank.*rkk/),
    });
  });
});
