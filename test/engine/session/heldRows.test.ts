import { describe, expect, it } from 'vitest';
import { heldRows } from '../../../electron/engine/compare/heldRows';
import { readIdealGrades } from '../../../electron/engine/compare/idealGrades';
import { readPageList, readPageRows } from '../../../electron/engine/compare/pageLists';
import { readRequestFrame } from '../../../electron/engine/compare/requestFrame';
import type { Session } from '../../../electron/engine/session/session';
import { caseFolder, opened } from './caseFolder';

const files = {
  'case.yaml': `rankscope: 1
name: held
log: { format: trec }
judgments: q.qrels
models:
  - { name: a, file: a.run }
  - { name: b, file: b.run }
`,
  'a.run': Array.from({ length: 900 }, (_, i) => `${i % 30} Q0 d${(i * 7) % 901} 1 ${i % 5 ? i % 70 : 'nan'} A\n`).join(
    '',
  ),
  'b.run': Array.from({ length: 700 }, (_, i) => `${i % 25} Q0 d${(i * 11) % 701} 1 ${i / 7} B\n`).join(''),
  'q.qrels': Array.from({ length: 800 }, (_, i) => `${i % 40} 0 d${i} ${(i % 6) - 1}\n`).join(''),
};

async function everything({ db, meta }: Session) {
  const frame = await readRequestFrame(db, meta.counts.rows);
  const pages = [
    { firstRequest: 0, endRequest: 10, from: 0, to: frame.starts[10]! },
    { firstRequest: 10, endRequest: frame.requests, from: frame.starts[10]!, to: frame.rows },
  ];
  const parts: unknown[] = [frame];
  parts.push(await readIdealGrades(db, { label: 'relevance', judged: true, requests: frame.requests, pinned: false }));
  for (const page of pages) {
    const rows = readPageRows(db, { label: 'relevance', pinned: false }, page);
    parts.push(await rows);
    for (const n of [1, 2]) {
      const kind = {
        name: `${n}`,
        kind: 'trec',
        key: `${n}`,
        list: 'scores',
        table: `scores_${n}`,
        complete: false,
      } as const;
      parts.push(await readPageList(db, kind, { page, rows }));
    }
  }
  return parts;
}

describe('a session that makes its tables when it needs them', () => {
  it('gives contests what the tables would give', async () => {
    const { folder, cacheDir } = caseFolder(files);
    const kept = (await opened({ path: folder, cacheDir })).session;
    const held = (await opened({ path: folder, cacheDir, memory: true, lazyTables: true })).session;
    expect(heldRows(held.db)).toBeDefined();
    expect(await everything(held)).toEqual(await everything(kept));
    expect(held.meta).toEqual(kept.meta);
    expect(held.models).toEqual(kept.models);
    const text = 'SELECT * FROM impressions';
    expect(await held.db.readRows({ text })).toEqual(await kept.db.readRows({ text }));
  });

  it('writes tables at once where arrays are not enough', async () => {
    const yaml = files['case.yaml'].replace('q.qrels', 'q.csv');
    const { folder, cacheDir } = caseFolder({
      ...files,
      'case.yaml': yaml,
      'q.csv': 'request,item,relevance\n1,d1,1\n',
    });
    const { db } = (await opened({ path: folder, cacheDir, memory: true, lazyTables: true })).session;
    expect(heldRows(db)).toBeUndefined();
    expect(await db.readRows({ text: 'SELECT count(*)::INTEGER AS rows FROM judgments' })).toEqual([{ rows: 1 }]);
  });
});
