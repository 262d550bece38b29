import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { SessionNotes } from '../../../electron/engine/notes/sessionNotes';
import { caseFolder } from '../session/caseFolder';

const about = { kind: 'request', id: 'q1' } as const;

function openNotes() {
  const { folder } = caseFolder({ 'case.yaml': 'rankscope: 1\n' });
  const session = { folder, meta: { caseFile: path.join(folder, 'case.yaml') } };
  const open = () => new SessionNotes(session, () => new Date('2026-07-01T10:00:00Z'));
  return { notes: open(), open, folder, file: path.join(folder, 'rankscope/notes.ndjson') };
}

describe('notes', () => {
  it('are one line each of a file in the case folder', async () => {
    const { notes, open, file } = openNotes();
    const first = await notes.add(about, 'Why is "אבג" first?\nLook.', null);
    await notes.add({ kind: 'case', id: null }, 'Handed over.', null);
    expect(readFileSync(file, 'utf8').split('\n')).toHaveLength(3);
    expect((await open().list()).notes.map(({ text }) => text)).toEqual(['Why is "אבג" first?\nLook.', 'Handed over.']);
    expect(first).toMatchObject({ about, created: '2026-07-01T10:00:00.000Z', revision: 1 });
  });

  it('keep both texts when two windows change one note', async () => {
    const { notes, open } = openNotes();
    const { id } = await notes.add(about, 'first', null);
    expect(await notes.edit(id, 1, 'by A')).toMatchObject({ kept: 'changed', note: { revision: 2 } });
    expect(await open().edit(id, 1, 'by B')).toMatchObject({ kept: 'both', note: { about, text: 'by B' } });
    expect((await notes.list()).notes.map(({ text }) => text)).toEqual(['by A', 'by B']);
  });

  it('lose none of those written at the same time', async () => {
    const { notes } = openNotes();
    const texts = Array.from({ length: 20 }, (_, i) => `note ${i}`);
    await Promise.all(texts.map((text) => notes.add(about, text, null)));
    expect((await notes.list()).notes.map(({ text }) => text)).toEqual(texts);
  });

  it('are not removed after someone changed them, and come back under their id', async () => {
    const { notes } = openNotes();
    const { id } = await notes.add(about, 'first', null);
    await notes.edit(id, 1, 'second');
    await expect(notes.remove(id, 1)).rejects.toMatchObject({ code: 'refused' });
    expect(await notes.remove(id, 2)).toBe(true);
    expect(await notes.remove(id, 2)).toBe(false);
    expect(await notes.add(about, 'second', id)).toMatchObject({ id, revision: 1 });
    expect((await notes.add(about, 'another', id)).id).not.toBe(id);
  });

  it('leave a file alone that cannot be read, and say which line', async () => {
    const { notes, file } = openNotes();
    await notes.add(about, 'first', null);
    const broken = `${readFileSync(file, 'utf8')}{"id": 3}\n`;
    writeFileSync(file, broken);
    expect(await notes.list()).toMatchObject({ notes: [], problem: expect.stringContaining('notes.ndjson, line 2') });
    await expect(notes.add(about, 'second', null)).rejects.toMatchObject({ code: 'input', where: { line: 2 } });
    expect(readFileSync(file, 'utf8')).toBe(broken);
    writeFileSync(file, 'not json\n');
    expect((await notes.list()).problem).toContain('line 1');
  });

  it('say in a sentence why they cannot be written', async () => {
    const { notes, folder } = openNotes();
    writeFileSync(path.join(folder, 'rankscope'), 'in the way');
    await expect(notes.add(about, 'lost?', null)).rejects.toMatchObject({
      code: 'refused',
      message: expect.stringContaining('a file stands where the folder should be'),
    });
    rmSync(path.join(folder, 'rankscope'));
    rmSync(path.join(folder, 'case.yaml'));
    await expect(notes.add(about, 'lost?', null)).rejects.toMatchObject({ code: 'refused' });
  });
});
