import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { logContractSchema } from '../../../shared/schemas/logContract';
import { caseFolder } from '../session/caseFolder';
import { runCommand } from '../support/runCommand';

const yaml = `rankscope: 1
name: shop
log: { path: log.csv, columns: { request: qid, item: doc, position: rank, click: click, propensity: p }, context: [device] }
features: ["f_*"]
`;
const head = 'qid,doc,rank,click,p,f_a,f_b,device';
const good = [head, 'q1,a,1,1,0.5,1,0.5,web', 'q1,b,2,0,0.4,2,1.5,app', 'q2,c,1,0,0.9,3,2.5,web', ''].join('\n');

function shop(log: string): string {
  return caseFolder({ 'case.yaml': yaml, 'log.csv': log }).folder;
}

describe('check', () => {
  it('prints checks by severity with example rows', async () => {
    const folder = shop(good.replace('q2,c', 'q1,b'));
    const { code, out } = await runCommand('check', folder, '--quiet', '--private');
    expect(code).toBe(0);
    expect(out).toMatch(/BLOCKS NUMBERS\n {2}Rows of one request and item: 1 {2}\(duplicates\)/);
    expect(out).toMatch(/request_id\s+item_id\s+rows[\s\S]*q1\s+b\s+2/);
    const json = JSON.parse((await runCommand('check', folder, '--quiet', '--private', '--json')).out);
    expect(json).toMatchObject({ version: 1, case: 'shop', ok: false });
    expect(json.checks[0]).toMatchObject({ id: 'duplicates', severity: 'blocks', count: 1 });
  });

  it('ends with 2 when a strict check counts anything', async () => {
    const folder = shop(good.replace('q2,c', 'q1,b'));
    const strict = (ids: string) => runCommand('check', folder, '--quiet', '--private', '--json', '--strict', ids);
    const hit = await strict('nan, duplicates');
    expect([hit.code, JSON.parse(hit.out).ok]).toEqual([2, false]);
    expect(hit.err).toContain('Checks that must count nothing do: duplicates (1).');
    expect((await strict('nan')).code).toBe(0);
    const unknown = await strict('duplicate');
    expect([unknown.code, unknown.out]).toEqual([2, '']);
    expect(unknown.err).toMatch(
      /There is no check "duplicate"[\s\S]*Did you mean "duplicates"\?[\s\S]*judgments_twice/,
    );
  });

  it('prints times of example rows as dates', async () => {
    const log = 'qid,doc,at\nq1,a,2026-01-05 10:00:00\nq2,a,2026-01-02\n';
    const own = `rankscope: 1\nname: t\nobservedUntil: 2026-01-04\nlog: { path: log.csv, columns: { request: qid, item: doc, time: at } }\n`;
    const { folder } = caseFolder({ 'case.yaml': own, 'log.csv': log });
    const { out } = await runCommand('check', folder, '--quiet', '--private');
    expect(out).toMatch(/\(time_future\)[\s\S]*q1\s+a\s+2026-01-05 10:00:00Z/);
  });

  it('says so when nothing is wrong', async () => {
    const { code, out } = await runCommand('check', shop(good), '--quiet', '--private');
    expect([code, out]).toEqual([0, expect.stringContaining('Nothing is wrong')]);
  });
});

describe('contract', () => {
  const contractOf = async (folder: string) => {
    const { code, out } = await runCommand('contract', folder, '--quiet', '--private');
    expect(code).toBe(0);
    return { text: out, contract: logContractSchema.parse(JSON.parse(out)) };
  };

  it('tells columns, roles, types, nulls and ranges', async () => {
    const { contract } = await contractOf(shop(good));
    const byName = Object.fromEntries(contract.columns.map(({ column, ...rest }) => [column, rest]));
    expect(byName.qid).toMatchObject({ role: 'request', type: 'id', nullable: false, range: 'none' });
    expect(byName.rank).toMatchObject({ role: 'position', type: 'whole', min: 1, max: null, low: 1, high: 2 });
    expect(byName.p).toMatchObject({ role: 'propensity', above: 0, max: 1, range: 'rule' });
    expect(byName.click).toMatchObject({ type: 'flag', min: 0, max: 1 });
    expect(byName.f_b).toMatchObject({ role: null, use: 'feature', type: 'number', min: 0.5, max: 2.5, range: 'seen' });
    expect(byName.device).toMatchObject({ use: 'context', type: 'text', values: ['app', 'web'] });
    expect(contract.missing.map((each) => each.role)).toEqual(['time', 'user', 'score']);
  });

  it('is kept by the log it was read from', async () => {
    const folder = shop(good);
    const file = path.join(folder, 'contract.json');
    writeFileSync(file, (await contractOf(folder)).text);
    const { code, out } = await runCommand('check', folder, '--quiet', '--private', '--contract', file);
    expect([code, out]).toEqual([0, expect.stringContaining('Nothing is wrong')]);
  });

  it('carries the common keys as JSON, and is read back with them', async () => {
    const folder = shop(good);
    const { out } = await runCommand('contract', folder, '--quiet', '--private', '--json');
    const keys = ['version', 'case', 'inputs', 'seed', 'definitions', 'warnings', 'columns', 'missing'];
    expect(Object.keys(JSON.parse(out))).toEqual(keys);
    const file = path.join(folder, 'contract.json');
    writeFileSync(file, out);
    const checked = await runCommand('check', folder, '--quiet', '--private', '--contract', file);
    expect([checked.code, checked.out]).toEqual([0, expect.stringContaining('Nothing is wrong')]);
  });

  it('shows what a later log does differently', async () => {
    const { text } = await contractOf(shop(good));
    const later = shop(
      [
        'qid,doc,rank,click,p,f_b,f_c,device',
        'q1,a,1,1,0,many,1,web',
        'q1,b,2,0,,few,2,tv',
        'q2,c,1,0,0.9,few,3,web',
        '',
      ].join('\n'),
    );
    const file = path.join(later, 'contract.json');
    writeFileSync(file, text);
    const result = await runCommand(
      'check',
      later,
      '--quiet',
      '--private',
      '--json',
      '--contract',
      file,
      '--strict',
      'contract_missing',
    );
    expect(result.code).toBe(2);
    const rows = Object.fromEntries(
      JSON.parse(result.out).checks.map((each: { id: string; rows: { column: string }[] }) => [
        each.id,
        each.rows.map((row) => row.column),
      ]),
    );
    // f_b became text, so it is no feature any more, and text without a role is context only when it is named.
    expect(rows.contract_missing).toContain('f_a');
    expect(rows.contract_null).toEqual(['p']);
    expect(rows.contract_range).toEqual(expect.arrayContaining(['p', 'device']));
    expect(rows.contract_new).toContain('f_c');
    expect([...rows.contract_missing, ...(rows.contract_type ?? [])]).toContain('f_b');
  });

  it('refuses a file that is no contract', async () => {
    const folder = shop(good);
    const file = path.join(folder, 'contract.json');
    const refused = async (content: string) => {
      writeFileSync(file, content);
      const { code, err } = await runCommand('check', folder, '--quiet', '--private', '--contract', file);
      expect(code).toBe(2);
      return err;
    };
    expect(await refused('{')).toMatch(/contract\.json is not JSON/);
    expect(await refused('{"version":1}')).toMatch(/contract\.json is no contract: /);
  });

  it('is not there for a case of runs', async () => {
    const { folder } = caseFolder({
      'case.yaml': 'rankscope: 1\nname: runs\nlog: { format: trec }\nmodels: [{ name: a, file: a.run }]\n',
      'a.run': '1 Q0 d1 1 2.5 a\n1 Q0 d2 2 1.5 a\n',
    });
    const { code, err } = await runCommand('contract', folder, '--quiet', '--private');
    expect([code, err]).toEqual([2, expect.stringContaining('has no log of its own')]);
  });
});
