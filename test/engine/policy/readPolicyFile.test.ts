import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { estimatePolicy } from '../../../electron/engine/policy/estimatePolicy';
import { readPolicyFile } from '../../../electron/engine/policy/readPolicyFile';
import { policySourceOf } from '../../../electron/engine/registry/policySourceOf';
import { tableToRows } from '../../../shared/wire/columns';
import { openFiles, temporaryFolder, writeFiles } from '../session/caseFolder';

async function read(name: string, text: string, holds: 'probability' | 'reward' = 'probability', names = {}) {
  const folder = temporaryFolder();
  writeFiles(folder, { [name]: text });
  const { table } = await readPolicyFile({ name: 'p', file: path.join(folder, name), holds, names });
  return tableToRows(table);
}

describe('a policy file', () => {
  it('keeps ids as they are written', async () => {
    expect(await read('p.csv', 'item_id,position,prob\n007,1,0.25\n7,2,1\n')).toEqual([
      { item: '007', value: 0.25, position: 1 },
      { item: '7', value: 1, position: 2 },
    ]);
  });

  it('may be by request, and need no position', async () => {
    expect(await read('p.ndjson', '{"request_id":"r1","item":"a","p":0.5}\n')).toEqual([
      { item: 'a', value: 0.5, request: 'r1' },
    ]);
  });

  it('may call its columns as the log does', async () => {
    const names = { item: 'sku', position: 'place', request: 'search' };
    expect(await read('p.csv', 'sku,place,search,probability\n01,2,s1,0.5\n', 'probability', names)).toEqual([
      { item: '01', value: 0.5, position: 2, request: 's1' },
    ]);
  });

  it('holds rewards under their own names', async () => {
    expect(await read('q.csv', 'item_id,n,clicks,qhat\na,10,1,0.1\n', 'reward')).toEqual([{ item: 'a', value: 0.1 }]);
  });

  it('is refused without items or numbers', async () => {
    await expect(read('p.csv', 'thing,prob\na,1\n')).rejects.toMatchObject({ code: 'input', hint: 'Call it item_id.' });
    await expect(read('p.csv', 'item_id,share\na,1\n')).rejects.toThrow(
      'no column with the probability; it has item_id, share',
    );
  });

  it('is refused with lines that cannot be read', async () => {
    await expect(read('p.csv', 'item_id,prob\na,0.5\nb\n')).rejects.toThrow('1 line cannot be read');
  });
});

describe('a session with propensities', () => {
  const log =
    'request,item,place,ctr_prob,bucket,clicked,paid,w\nr1,a,1,0.5,yes,1,3,1\nr2,b,1,0.5,no,0,0,1\nr3,b,1,0.5,yes,0,0,3\n';

  it('offers outcomes, labels and roles as rewards, and knows its columns', async () => {
    const { session } = await openFiles({
      'case.yaml': `rankscope: 1
name: propensities
log: { path: log.csv, columns: { request: request, item: item, position: place, propensity: ctr_prob, click: clicked, revenue: paid, weight: w } }
propensity: { column: ctr_prob, kind: single, randomized: bucket }
labels: { good: "paid > 1" }
`,
      'log.csv': log,
    });
    const source = policySourceOf(session);
    expect(source).toMatchObject({
      propensity: 'propensity',
      kind: 'single',
      randomized: 'bucket',
      weight: 'weight',
      hasPositions: true,
      hasUsers: false,
    });
    const folder = temporaryFolder();
    writeFiles(folder, { 'p.csv': 'item,prob\na,0.5\nb,0.5\n' });
    const target = await readPolicyFile({ name: 'p', file: path.join(folder, 'p.csv'), holds: 'probability' });
    const valueIn = async (reward: string) => (await estimatePolicy(source, { reward, target })).loggedValue;
    // Rows r1 and r3 were left to chance; they stand for 1 and 3 rows.
    expect(await valueIn('click')).toMatchObject({ value: 0.25, n: 2 });
    expect(await valueIn('revenue')).toMatchObject({ value: 0.75, n: 2 });
    expect(await valueIn('good')).toMatchObject({ value: 0.25, n: 2 });
  });

  it('finds a propensity that plays no role', async () => {
    const { session } = await openFiles({
      'case.yaml': `rankscope: 1
name: propensities
log: { path: log.csv, columns: { request: request, item: item, click: clicked }, context: [ctr_prob] }
propensity: { column: ctr_prob }
`,
      'log.csv': log,
    });
    expect(policySourceOf(session)).toMatchObject({
      propensity: 'ctr_prob',
      kind: null,
      randomized: null,
      weight: null,
      hasPositions: false,
    });
  });
});
