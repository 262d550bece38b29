import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openCase } from '../../../electron/engine/session/openCase';
import { SessionSlices } from '../../../electron/engine/slices/sessionSlices';
import { suggestValues } from '../../../electron/engine/slices/suggestValues';
import { temporaryFolder } from '../session/caseFolder';
import { chosen, openSlices } from './sliceCase';

describe('a slice', () => {
  it('selects rows, and requests with any of them', async () => {
    const { slices } = await openSlices();
    const expected: [string, [number, number[]]][] = [
      ["device = 'web'", [2, [0]]],
      ['position = 1', [3, [0, 1, 2]]],
      ['pos = 1 AND POS < 2', [3, [0, 1, 2]]],
      ['click', [2, [0, 1]]],
      ["qid IN ('q1', 'q3') AND doc <> 'b'", [2, [0, 2]]],
      ["request = 'q2' OR item_id = 'd'", [3, [1, 2]]],
      ["user = 'u1'", [3, [0, 2]]],
      ['price > 10', [3, [0, 1, 2]]],
      ['price IS NULL', [1, [1]]],
      [`"say ""hi""" = 'x'`, [3, [0, 1]]],
      ['"שלום" > 3', [2, [1, 2]]],
      ["build = 'v2'", [2, [1, 2]]],
      ["model = 'v2'", [2, [1, 2]]],
      ['"version:model" = \'v2\'', [2, [1, 2]]],
      ['"label:click" > 0', [2, [0, 1]]],
      ["served >= '2026-07-02'", [3, [1, 2]]],
      ['items.price > 4', [3, [0, 1]]],
      ["items.color = 'it''s' -- end", [1, [1]]],
      ["items.color = 'twin'", [0, []]],
      ['items.price > 4 AND price = 20', [1, [0]]],
      ['NULL', [0, []]],
      ['false', [0, []]],
      ['true', [5, [0, 1, 2]]],
    ];
    for (const [text, result] of expected) expect(chosen(await slices.select(text)), text).toEqual(result);
  });

  it('is everything when it is null or blank', async () => {
    const { slices } = await openSlices();
    expect(await slices.count(null)).toEqual({ rows: 5, requests: 3, totalRows: 5, totalRequests: 3 });
    expect((await slices.select('  ')).indexes).toBeNull();
    expect(await slices.count("device = 'web'")).toEqual({ rows: 2, requests: 1, totalRows: 5, totalRequests: 3 });
  });

  it('is counted once for all texts that mean the same', async () => {
    const { slices } = await openSlices();
    const first = await slices.select("device='web'");
    expect(await slices.select("((device = 'web')) -- again")).toBe(first);
    expect(await slices.select("device = 'app'")).not.toBe(first);
  });

  it('tells where types do not fit', async () => {
    const { slices } = await openSlices();
    await expect(slices.select("device = 'é' AND date_part('hour', device) = 1")).rejects.toMatchObject({
      code: 'input',
      message: expect.stringMatching(/^The slice, character 18: /),
      where: { position: 17 },
    });
    await expect(slices.select("position + 1 = 2 AND device = 'web' AND device::INTEGER > 1")).rejects.toMatchObject({
      code: 'input',
      message: expect.stringMatching(/^The slice.*web/),
    });
    expect((await slices.select('true')).rows).toBe(5);
  });

  it('never sees what is not the log', async () => {
    const { slices } = await openSlices();
    for (const text of ['row_id = 1', 'request_index = 0', 'item_key = 1', '"rs:row" = 1', 'meta.value IS NULL']) {
      await expect(slices.select(text)).rejects.toMatchObject({ code: 'input' });
    }
  });

  it('can be cancelled', async () => {
    const { slices } = await openSlices();
    const signal = AbortSignal.abort();
    await expect(slices.select('position > 1', signal)).rejects.toMatchObject({ code: 'cancelled' });
    expect((await slices.select('position > 1')).rows).toBe(2);
  });
});

describe('saved slices', () => {
  it('stand after those of the case, with what is wrong with them', async () => {
    const { slices, folder } = await openSlices();
    await slices.save('Second page', 'position > 1 -- b\n');
    await slices.save('Apps', "device = 'app'");
    await slices.save('Second page', 'position > 2');
    const { slices: list, problem } = await slices.list();
    expect(problem).toBeNull();
    expect(list.map(({ name, source }) => [name, source])).toEqual([
      ['On the web', 'case'],
      ['Broken', 'case'],
      ['Second page', 'saved'],
      ['Apps', 'saved'],
    ]);
    expect(list[1]?.problem).toMatch(/no column "devise", did you mean "device"/);
    expect(list[2]).toEqual({ name: 'Second page', where: 'position > 2', source: 'saved', problem: null });
    await slices.remove('Second page');
    expect((await slices.list()).slices).toHaveLength(3);
    expect(readdirSync(path.join(folder, 'rankscope'))).toEqual(['slices.yaml']);
  });

  it('keep the comments of the file', async () => {
    const { slices, folder } = await openSlices();
    const file = path.join(folder, 'rankscope', 'slices.yaml');
    mkdirSync(path.dirname(file));
    writeFileSync(file, '# ours\nslices:\n  # the first\n  - name: One\n    where: position = 1\n');
    await slices.save('Two', "device = 'web' OR true");
    const text = readFileSync(file, 'utf8');
    expect(text).toContain('# ours');
    expect(text).toContain('# the first');
    expect((await slices.list()).slices.slice(2).map(({ name }) => name)).toEqual(['One', 'Two']);
  });

  it('are refused when they do not hold or belong to the case', async () => {
    const { slices, folder } = await openSlices();
    await expect(slices.save('Bad', 'nothing = 1')).rejects.toMatchObject({ code: 'input' });
    await expect(slices.save('On the web', 'true')).rejects.toMatchObject({ code: 'refused' });
    await expect(slices.remove('On the web')).rejects.toMatchObject({ code: 'refused' });
    await expect(slices.remove('Unknown')).rejects.toMatchObject({ code: 'not_found' });
    expect(existsSync(path.join(folder, 'rankscope'))).toBe(false);
  });

  it('leave a file alone that cannot be read', async () => {
    const { slices, folder } = await openSlices();
    const file = path.join(folder, 'rankscope', 'slices.yaml');
    mkdirSync(path.dirname(file));
    for (const text of ['slices: [', 'slices: 3', 'a: &x [*x]', 'slices: [{ name: a, where: b, more: c }]']) {
      writeFileSync(file, text);
      await expect(slices.save('Two', 'true'), text).rejects.toMatchObject({ code: 'input' });
      expect(readFileSync(file, 'utf8')).toBe(text);
      expect((await slices.list()).problem, text).not.toBeNull();
    }
  });

  it('are saved side by side without losing one', async () => {
    const { slices } = await openSlices();
    await Promise.all(Array.from({ length: 20 }, (_, i) => slices.save(`Slice ${i}`, `position > ${i}`)));
    expect((await slices.list()).slices).toHaveLength(22);
  });

  it('say in a sentence why they cannot be written', async () => {
    const { slices, folder } = await openSlices();
    writeFileSync(path.join(folder, 'rankscope'), 'a file');
    await expect(slices.save('Two', 'true')).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringMatching(/cannot be saved: a file stands where the folder should be/),
    });
    rmSync(path.join(folder, 'rankscope'));
    const elsewhere = temporaryFolder();
    symlinkSync(elsewhere, path.join(folder, 'rankscope'));
    await expect(slices.save('Two', 'true')).rejects.toMatchObject({ message: expect.stringMatching(/leads out of/) });
    expect(readdirSync(elsewhere)).toEqual([]);
    rmSync(path.join(folder, 'rankscope'));
    rmSync(path.join(folder, 'case.yaml'));
    await expect(slices.save('Two', 'true')).rejects.toMatchObject({
      message: expect.stringMatching(/without its case/),
    });
  });
});

describe('selections', () => {
  it('are boolean columns of predicates', async () => {
    const { slices, folder } = await openSlices();
    const saved = await slices.saveSelection('lasso', 'item', ['a', 'd', 'a', 'unknown', 'it"s, \n']);
    expect(saved).toEqual({
      selection: { name: 'lasso', kind: 'item', ids: 4, where: 'selections.lasso', problem: null },
      known: 2,
    });
    expect(chosen(await slices.select('selections.lasso'))).toEqual([3, [0, 1, 2]]);
    expect(chosen(await slices.select('NOT selections.lasso AND position > 1'))).toEqual([2, [0, 1]]);
    await slices.saveSelection('some_users', 'user', ['u2']);
    expect(chosen(await slices.select('selections.some_users AND selections.lasso'))).toEqual([1, [1]]);
    await slices.saveSelection('lasso', 'request', ['q3']);
    expect(chosen(await slices.select('selections.lasso'))).toEqual([1, [2]]);
    expect(readdirSync(path.join(folder, 'rankscope/selections'))).toEqual(['lasso.csv', 'some_users.csv']);
    await slices.removeSelection('some_users');
    await expect(slices.select('selections.some_users')).rejects.toMatchObject({ code: 'input' });
    await expect(slices.removeSelection('some_users')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('come back from their files when the case is opened or built again', async () => {
    const { slices, session, folder, cacheDir } = await openSlices({ memory: false });
    await slices.saveSelection('lasso', 'item', ['a', 'say "x", y']);
    await session.close();
    for (const rebuild of [false, true]) {
      const again = await openCase({ path: folder, cacheDir, rebuild });
      const later = new SessionSlices(again.session);
      expect(chosen(await later.select('selections.lasso'))).toEqual([2, [0, 1]]);
      expect((await later.list()).selections[0]?.ids).toBe(2);
      await again.session.close();
    }
    writeFileSync(path.join(folder, 'rankscope/selections/lasso.csv'), 'request_id\r\n"q3"\r\n');
    writeFileSync(path.join(folder, 'rankscope/selections/bad.csv'), 'nonsense\n1\n');
    const last = await openCase({ path: folder, cacheDir });
    const later = new SessionSlices(last.session);
    expect(chosen(await later.select('selections.lasso'))).toEqual([1, [2]]);
    expect((await later.list()).selections.find(({ name }) => name === 'bad')?.problem).toMatch(
      /first line is "nonsense"/,
    );
    await last.session.close();
  });
});

describe('a session from elsewhere', () => {
  it('keeps its selections and cannot smuggle SQL in their place', async () => {
    const { slices, session, folder, cacheDir } = await openSlices({ memory: false });
    await slices.saveSelection('lasso', 'item', ['a']);
    const { file } = session;
    await session.db.run({ text: 'DROP TABLE items' });
    await session.close();
    rmSync(folder, { recursive: true });
    const alone = await openCase({ path: file, cacheDir });
    const lone = new SessionSlices(alone.session);
    expect((await lone.select('selections.lasso')).rows).toBe(2);
    await expect(lone.save('Mine', 'true')).rejects.toMatchObject({ code: 'refused' });
    const smuggled = [{ name: 'x', kind: 'item', n: '1; DROP TABLE judgments', ids: 1, stamp: '', problem: null }];
    await alone.session.db.run({
      text: "UPDATE meta SET value = $1 WHERE key = 'selections'",
      params: [JSON.stringify(smuggled)],
    });
    const again = new SessionSlices(alone.session);
    expect((await again.list()).selections).toEqual([]);
    await alone.session.db.readRows({ text: 'FROM judgments' });
    await alone.session.close();
  });
});

describe('suggestions', () => {
  it('list the columns with kinds and how to name them', async () => {
    const { slices } = await openSlices();
    const offered = (await slices.scope()).columns.filter((each) => each.offered);
    expect(offered.map(({ text, kind, about }) => `${text} ${kind} ${about}`)).toEqual([
      'request_id text role',
      'item_id text role',
      'position number role',
      'time time role',
      'user_id text role',
      'click number role',
      '"version:model" text version',
      'device text context',
      '"say ""hi""" text context',
      '"שלום" number context',
      '"label:click" number label',
      'in_log boolean context',
      'price number feature',
      'items.price number item',
      'items.color text item',
    ]);
  });

  it('give values with counts and predicates that select them', async () => {
    const { slices } = await openSlices();
    const { columns } = await slices.scope();
    for (const column of columns) {
      const found = await suggestValues(slices, column, { prefix: '', slice: null });
      expect(found.rows).toBe(5);
      for (const { where, rows } of found.values) expect((await slices.select(where)).rows, where).toBe(rows);
      for (const { where } of found.ranges) await slices.select(where);
    }
  });

  it('count within a slice and by the first letters', async () => {
    const { slices } = await openSlices();
    const column = (await slices.scope()).find(null, 'device')!;
    const within = await suggestValues(slices, column, { prefix: 'W', slice: 'position = 1' });
    expect(within.values).toEqual([{ value: 'web', rows: 1, where: "device = 'web'" }]);
    expect([within.rows, within.nulls]).toEqual([3, 0]);
    const time = await suggestValues(slices, (await slices.scope()).find(null, 'served')!, { prefix: '', slice: null });
    expect(time.ranges[0]).toEqual({ label: 'last day', where: "served >= '2026-07-03'" });
    expect(time.min).toBe(Date.UTC(2026, 6, 1, 10));
  });
});
