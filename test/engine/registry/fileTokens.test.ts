import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { FileTokens } from '../../../electron/engine/registry/fileTokens';

let folder = '';
const at = (...parts: string[]) => path.join(folder, ...parts);

beforeEach(() => {
  folder = realpathSync(mkdtempSync(path.join(process.env.RANKSCOPE_CACHE ?? os.tmpdir(), 'tokens-')));
  for (const each of ['root', 'chosen/data', 'chosen-not', 'other']) mkdirSync(at(each), { recursive: true });
  for (const each of ['root/a.csv', 'chosen/case.yaml', 'chosen/data/b.csv', 'chosen-not/c.csv', 'other/d.csv']) {
    writeFileSync(at(each), '');
  }
  symlinkSync(at('other'), at('chosen/out'));
  symlinkSync(at('chosen'), at('link'));
});

describe('what a page may name', () => {
  it('lies under a root, or in a folder that a person chose', async () => {
    const files = new FileTokens([at('root')], { hasDialogs: true });
    expect(await files.allow(at('root/a.csv'))).toBe(at('root/a.csv'));
    await expect(files.allow(at('chosen/data/b.csv'))).rejects.toMatchObject({ code: 'refused' });
    files.grant('t', at('chosen'));
    expect(files.resolve('t')).toBe(at('chosen'));
    for (const each of ['chosen', 'chosen/case.yaml', 'chosen/data/b.csv', 'link']) await files.allow(at(each));
    for (const each of ['chosen-not/c.csv', 'chosen/out/d.csv', 'chosen/../other/d.csv', '.']) {
      await expect(files.allow(at(each)), each).rejects.toMatchObject({ code: 'refused' });
    }
  });

  it('is the folder of a file that was chosen, whatever link led there', async () => {
    const files = new FileTokens([], { hasDialogs: true });
    files.grant('t', at('link/case.yaml'));
    expect(await files.allow(at('link/case.yaml'))).toBe(at('chosen/case.yaml'));
    expect(await files.allow(at('chosen'))).toBe(at('chosen'));
    expect((await files.list(undefined)).entries.map(({ name }) => name)).toEqual([at('chosen')]);
  });

  it('is not widened by what has gone', async () => {
    const files = new FileTokens([at('root')], { hasDialogs: true });
    files.grant('t', at('nowhere/case.yaml'));
    files.grant('u', at('chosen'));
    rmSync(at('root'), { recursive: true });
    rmSync(at('chosen'), { recursive: true });
    await expect(files.allow(at('other/d.csv'))).rejects.toMatchObject({ code: 'refused' });
    expect((await files.list(undefined)).entries).toEqual([]);
  });

  it('is refused with what to do in this host', async () => {
    const outside = (files: FileTokens) => files.allow(at('other/d.csv'));
    await expect(outside(new FileTokens([], { hasDialogs: true }))).rejects.toMatchObject({
      hint: expect.stringContaining('File menu'),
    });
    await expect(outside(new FileTokens([]))).rejects.toMatchObject({ hint: expect.stringContaining('--root') });
  });

  it('lists chosen folders only where there are dialogs', async () => {
    const files = new FileTokens([at('root')]);
    files.grant('t', at('chosen'));
    expect((await files.list(undefined)).entries.map(({ name }) => name)).toEqual([at('root')]);
  });
});
