import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkIds } from '../../../electron/cli/checkIds';

const idPattern =
  /(?:\bid: |\b(?:add|addCheck|addRowCheck|report)\(\s*(?:[\w.]+,\s*)*)['`]([a-z]+(?:_[a-z0-9]+)*)(?:['`]|:\$)/g;

describe('checkIds', () => {
  it('knows every check that a build can report', () => {
    const engine = path.resolve(import.meta.dirname, '../../../electron/engine');
    const files = ['ingest', 'session'].flatMap((folder) =>
      readdirSync(path.join(engine, folder), { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts') && !file.startsWith('init'))
        .map((file) => path.join(engine, folder, file)),
    );
    const texts = files
      .map((file) => `${file}\n${readFileSync(file, 'utf8')}`)
      .filter((text) => text.includes('checks'));
    const ids = texts.flatMap((text) => [...text.matchAll(idPattern)].map((found) => found[1]!));
    expect(ids.length).toBeGreaterThan(15);
    // A new check's id belongs into electron/cli/checkIds.ts, or `check --strict` refuses it where it counts nothing.
    expect([...new Set(ids)].filter((id) => !checkIds.includes(id))).toEqual([]);
  });

  it('names each check once', () => {
    expect(new Set(checkIds).size).toBe(checkIds.length);
  });
});
