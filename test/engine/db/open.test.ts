import { access, mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../../electron/engine/db/database';
import { openLoader, openScratch, openSession, sessionIoDirectory } from '../../../electron/engine/db/open';
import { quoteText } from '../../../electron/engine/db/quote';

let folder: string;
let path: string;
let opened: Database[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rankscope-db-'));
  path = join(folder, 'session.rankscope');
  opened = [];
});
afterEach(async () => {
  await Promise.all(opened.map((db) => db.close()));
  await rm(folder, { recursive: true, force: true });
});

async function keep(opening: Promise<Database>): Promise<Database> {
  const db = await opening;
  opened.push(db);
  return db;
}

describe('openSession', () => {
  it('keeps what was written across a reopen', async () => {
    const first = await openSession(path);
    await first.run({ text: 'CREATE TABLE t AS SELECT 42 AS v' });
    await first.close();
    expect(await readdir(folder)).toEqual(['session.rankscope', 'session.rankscope.io']);
    const second = await keep(openSession(path));
    expect(await second.readOne({ text: 'SELECT v FROM t' })).toEqual({ v: 42 });
  });

  it('shares one instance between callers of a path', async () => {
    const link = join(folder, 'link.rankscope');
    const [first, second] = await Promise.all([openSession(path), openSession(path)]);
    await symlink(path, link);
    const third = await openSession(link);
    await first.run({ text: 'CREATE TABLE t AS SELECT 1 AS v' });
    await first.close();
    expect(await second.readOne({ text: 'FROM t' })).toEqual({ v: 1 });
    expect(await third.readOne({ text: 'FROM t' })).toEqual({ v: 1 });
    await expect(first.read({ text: 'FROM t' })).rejects.toMatchObject({ code: 'closed' });
    await Promise.all([second.close(), third.close()]);
  });

  it('opens again while the last caller closes it', async () => {
    const first = await openSession(path);
    await first.run({ text: 'CREATE TABLE t AS SELECT 1 AS v' });
    const closing = first.close();
    const second = await keep(openSession(path, { threads: 1 }));
    expect(await second.readOne({ text: 'FROM t' })).toEqual({ v: 1 });
    await closing;
  });

  it('takes over what a loader built and closed', async () => {
    const loader = await openLoader(path);
    await expect(openSession(path)).rejects.toMatchObject({ code: 'locked' });
    await loader.run({ text: 'CREATE TABLE t AS SELECT 1 AS v' });
    await loader.close();
    const session = await keep(openSession(path));
    expect(await session.readOne({ text: 'FROM t' })).toEqual({ v: 1 });
  });

  it.each([
    "FROM read_csv('/etc/passwd')",
    "FROM read_text('/etc/hostname')",
    "FROM '/etc/passwd'",
    "FROM glob('/etc/*')",
    "FROM 'https://example.org/a.parquet'",
    "ATTACH '/tmp/other.db'",
    "COPY (SELECT 1) TO '/tmp/rankscope-escape.csv'",
    "EXPORT DATABASE '/tmp/rankscope-escape'",
    'INSTALL httpfs',
    'LOAD httpfs',
    'SET threads = 1',
    "SET temp_directory = '/tmp'",
    'SET enable_external_access = true',
    'SET lock_configuration = false',
    "SET allowed_directories = ['/']",
    "SET TimeZone = 'Asia/Tokyo'",
    'RESET memory_limit',
  ])('refuses %s', async (text) => {
    const session = await keep(openSession(path));
    await expect(session.run({ text })).rejects.toMatchObject({ code: expect.stringMatching(/^(refused|input)$/) });
  });

  it('reads and writes its own folder only', async () => {
    const session = await keep(openSession(path));
    const io = sessionIoDirectory(path);
    await writeFile(join(folder, 'secret.csv'), 'a\n1\n');
    await symlink(join(folder, 'secret.csv'), join(io, 'link.csv'));
    await mkdir(`${io}-other`);
    await session.run({ text: `COPY (SELECT 7 AS v) TO ${quoteText(join(io, 'out.parquet'))}` });
    expect(await session.readOne({ text: `FROM read_parquet(${quoteText(join(io, 'out.parquet'))})` })).toEqual({
      v: 7,
    });
    for (const file of [join(io, 'link.csv'), `${io}/../secret.csv`, `${io}-other/a.csv`, join(folder, 'secret.csv')]) {
      const reading = session.read({ text: `FROM read_csv(${quoteText(file)})` });
      await expect(reading, file).rejects.toMatchObject({ code: 'refused' });
    }
  });

  it('spills a sort that does not fit into memory', async () => {
    const session = await keep(openSession(path, { memoryLimit: '100MB', threads: 2 }));
    const text = `SELECT count(*) AS n, max(a) AS a FROM
      (SELECT md5(i::VARCHAR) || md5((i + 1)::VARCHAR) AS a FROM range(1500000) t(i) ORDER BY a OFFSET 1)`;
    expect(await session.readOne({ text })).toMatchObject({ n: 1_499_999 });
  });

  it('says what to do when memory and disk are not enough', async () => {
    const session = await keep(openSession(path, { memoryLimit: '50MB', maxTempDirectorySize: '5MB', threads: 1 }));
    const text = `SELECT max(a) AS a FROM
      (SELECT md5(i::VARCHAR) || md5((i + 1)::VARCHAR) AS a FROM range(1500000) t(i) ORDER BY a OFFSET 1)`;
    const error = await session.run({ text }).catch((thrown) => thrown);
    expect(error).toMatchObject({ code: 'resource', hint: expect.stringMatching(/disk|memory/) });
    expect(await session.readOne({ text: 'SELECT 1 AS v' })).toEqual({ v: 1 });
  });

  it('reads zoned times in UTC on every connection', async () => {
    const session = await keep(openSession(path));
    const text = "SELECT current_setting('TimeZone') AS zone";
    const zones = await Promise.all(Array.from({ length: 3 }, () => session.readOne({ text })));
    expect(zones).toEqual([{ zone: 'UTC' }, { zone: 'UTC' }, { zone: 'UTC' }]);
  });

  it('writes the oldest storage format', async () => {
    const session = await keep(openSession(path));
    const text = "SELECT tags['storage_version'] AS version FROM duckdb_databases() WHERE database_name = 'session'";
    expect(await session.readOne({ text })).toEqual({ version: 'v1.0.0+' });
  });

  it('refuses a file that is no database', async () => {
    await writeFile(path, 'only some text '.repeat(1000));
    await expect(openSession(path)).rejects.toMatchObject({ code: 'input' });
    await rm(path);
    await (await openSession(path)).close();
  });

  it('names a folder that does not exist', async () => {
    await expect(openSession(join(folder, 'none', 'session.rankscope'))).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('openLoader', () => {
  it('reads files', async () => {
    await writeFile(join(folder, 'log.csv'), 'a,b\n1,x\n');
    const loader = await keep(openLoader(null));
    expect(await loader.readOne({ text: `FROM read_csv(${quoteText(join(folder, 'log.csv'))})` })).toEqual({
      a: 1,
      b: 'x',
    });
  });

  it('keeps databases in memory apart', async () => {
    const [first, second] = [await keep(openLoader(null)), await keep(openLoader(null))];
    await first.run({ text: 'CREATE TABLE t (v INTEGER)' });
    await expect(second.read({ text: 'FROM t' })).rejects.toMatchObject({ code: 'input' });
  });
});

describe('openScratch', () => {
  it('reads the files it was given and no others', async () => {
    const [allowed, other] = [join(folder, "it's.csv"), join(folder, 'other.csv')];
    await writeFile(allowed, 'a\n1\n');
    await writeFile(other, 'a\n2\n');
    const scratch = await keep(openScratch({ allowedPaths: [allowed] }));
    expect(await scratch.readOne({ text: `FROM read_csv(${quoteText(allowed)})` })).toEqual({ a: 1 });
    const reading = scratch.read({ text: `FROM read_csv(${quoteText(other)})` });
    await expect(reading).rejects.toMatchObject({ code: 'refused' });
    const writing = scratch.run({ text: `COPY (SELECT 1) TO ${quoteText(other)}` });
    await expect(writing).rejects.toMatchObject({ code: 'refused' });
    await access(other);
  });

  it('opens without any file', async () => {
    const scratch = await keep(openScratch({ allowedPaths: [] }));
    await expect(scratch.read({ text: "FROM read_csv('/etc/passwd')" })).rejects.toMatchObject({ code: 'refused' });
  });
});
