import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from './project.mjs';

/**
 * Every file in the repository that a program writes: its path and the program, run by `runTs.mjs` with the output
 * path as its only argument. `npm run schema` writes them, `npm run check` compares.
 */
export const generated = [{ file: 'case.schema.json', entry: 'scripts/writeCaseSchema.ts' }];

/** Writes one generated file to `output`, by default to its place. */
export function generate({ file, entry }, output = path.join(root, file)) {
  const script = path.join(root, 'scripts/runTs.mjs');
  const run = spawnSync(process.execPath, [script, entry, output], { cwd: root, encoding: 'utf8' });
  if (run.status !== 0) throw new Error(`${entry} failed:\n${run.stderr}`);
}

/** Generated files that differ from what their program writes now, as sentences. */
export function generatedProblems() {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'rankscope-generated-'));
  try {
    return generated.flatMap((each) => {
      const output = path.join(folder, path.basename(each.file));
      generate(each, output);
      const place = path.join(root, each.file);
      const same = existsSync(place) && readFileSync(place).equals(readFileSync(output));
      return same ? [] : [`${each.file}: is out of date; run npm run schema`];
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
