import { mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FileCache } from '../../../electron/engine/scoring/fileCache';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'rankscope-cache-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, content: string): string {
  const full = path.join(folder, name);
  writeFileSync(full, content);
  return full;
}

/** A cache whose values count up, and what it made and released. */
function counting(files = 2, bytes = 1000) {
  const made: number[] = [];
  const released: number[] = [];
  const cache = new FileCache<number>({ files, bytes }, (value) => released.push(value));
  const make = async () => {
    made.push(made.length);
    return made.length - 1;
  };
  return {
    cache,
    made,
    released,
    get: (name: string) => cache.get(name, make),
    take: (name: string) => cache.take(name, make),
  };
}

const settled = () => new Promise((resolve) => setImmediate(resolve));

describe('what was made of a file', () => {
  it('is kept until the file changes in size or time', async () => {
    const { get } = counting();
    const name = file('a', 'one');
    expect([await get(name), await get(name)]).toEqual([0, 0]);
    file('a', 'other');
    expect([await get(name), await get(name)]).toEqual([1, 1]);
    utimesSync(name, 1, 1);
    expect(await get(name)).toBe(2);
  });

  it('is made once for those who ask at the same time, and again after a failure', async () => {
    const { get, cache } = counting();
    const name = file('b', 'x');
    expect(await Promise.all([get(name), get(name), get(name)])).toEqual([0, 0, 0]);
    cache.forget(name);
    await expect(cache.get(name, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    expect(await get(name)).toBe(1);
  });

  it('is released when it falls out and nobody uses it any more', async () => {
    const { get, take, released } = counting();
    const names = ['c', 'd', 'e'].map((each) => file(each, each));
    const lease = await take(names[0]!);
    await get(names[1]!);
    await get(names[2]!);
    await settled();
    expect(released).toEqual([]);
    lease.end();
    lease.end();
    await settled();
    expect(released).toEqual([0]);
    expect(await get(names[1]!)).toBe(1);
  });

  it('is not kept where the file is too large', async () => {
    const { get, released } = counting(2, 10);
    const name = file('f', 'x'.repeat(11));
    expect([await get(name), await get(name)]).toEqual([0, 1]);
    await settled();
    expect(released).toEqual([0, 1]);
  });
});
