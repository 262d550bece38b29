import { describe, expect, it } from 'vitest';
import { caseFolder, opened } from './caseFolder';

const files = {
  'case.yaml':
    'rankscope: 1\nname: t\nlog: { format: trec }\njudgments: qrels.txt\nmodels:\n  - { name: a, file: a.run }\n',
  'a.run': Array.from({ length: 300_000 }, (_, i) => `${i % 301} Q0 d${(i * 7919) % 90_001} 1 ${i % 1000} A\n`).join(
    '',
  ),
  'qrels.txt': Array.from({ length: 3000 }, (_, i) => `${i % 400} 0 d${i * 30} ${i % 4}\n`).join(''),
};
const numbers = 'SELECT row_id, request_index, item_key, "label:relevance" AS grade, position, in_log FROM impressions';

describe('a TREC session that is not kept', () => {
  it('holds the same rows in the same order as one that is', async () => {
    const { folder, cacheDir } = caseFolder(files);
    const kept = (await opened({ path: folder, cacheDir })).session;
    const light = (await opened({ path: folder, cacheDir, memory: true })).session;
    expect(light.meta.counts).toEqual(kept.meta.counts);
    for (const text of [
      numbers,
      'SELECT * FROM scores_1',
      'SELECT * FROM judgments',
      'SELECT * FROM requests',
      'SELECT * FROM impressions ORDER BY row_id',
    ])
      expect(await light.db.read({ text })).toEqual(await kept.db.read({ text }));
  });

  it('joins ids only where they are read', async () => {
    const { folder, cacheDir } = caseFolder(files);
    const { db } = (await opened({ path: folder, cacheDir, memory: true })).session;
    const plan = async (text: string) => JSON.stringify(await db.readRows({ text: `EXPLAIN ${text}` }));
    expect(await plan(`${numbers} WHERE row_id >= 100 AND row_id < 200`)).not.toContain('JOIN');
    expect(await plan('SELECT item_id FROM impressions')).toContain('JOIN');
  });
});
