import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import Module from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Script } from 'node:vm';
import { beforeAll, describe, expect, it } from 'vitest';
import { listFiles } from '../../scripts/project.mjs';
import { buildDesktop, out, root } from './runMain';

const read = (file: string) => readFileSync(path.join(root, file), 'utf8');
const built = ['engine', 'main', 'preload', 'serve', 'cli', 'program'].map((name) => path.join(out, `${name}.cjs`));
const sources = (folder: string) => listFiles(folder, (file: string) => /\.tsx?$/.test(file)) as string[];

function requiredBy(file: string): string[] {
  return [...readFileSync(file, 'utf8').matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name ?? '');
}

beforeAll(buildDesktop);

describe('built files', () => {
  it('are all there', () => {
    expect(
      built.filter((file) => !existsSync(file)),
      'run npm run build first',
    ).toEqual([]);
  });

  it('hold no import.meta, which does not exist in CommonJS', () => {
    const uses = /^(?!\s*(\/\/|\*)).*\bimport\.meta\b(?!['"`])/m;
    for (const file of built) expect(readFileSync(file, 'utf8'), file).not.toMatch(uses);
  });

  it('let the preload script require electron only', () => {
    expect(requiredBy(path.join(out, 'preload.cjs'))).toEqual(['electron']);
  });

  it('let main require electron and Node only', () => {
    const foreign = requiredBy(path.join(out, 'main.cjs')).filter(
      (name) => name !== 'electron' && !name.startsWith('node:'),
    );
    expect(foreign).toEqual([]);
  });

  it('keep electron out of the engine, the host and the command line', () => {
    for (const name of ['engine', 'serve', 'cli', 'program']) {
      expect(requiredBy(path.join(out, `${name}.cjs`)), name).not.toContain('electron');
    }
  });

  it('set the thread pool before anything else in the command line', () => {
    const [first, second] = read('out/cli.cjs').split('\n');
    expect(first).toBe('#!/usr/bin/env node');
    expect(second).toMatch(/^process\.env\.UV_THREADPOOL_SIZE \?\?= .16.;$/);
  });

  it('start the command line from compiled code that fits this Node', () => {
    const file = path.join(out, 'program.cjs');
    const cachedData = readFileSync(`${file}.cache`);
    const script = new Script(Module.wrap(readFileSync(file, 'utf8')), { filename: file, cachedData });
    expect(script.cachedDataRejected).toBe(false);
  });

  it.each([
    ['is gone', null],
    ['is damaged', Buffer.from('not what V8 wrote')],
  ])('start the command line when its compiled code %s', (_, cache) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'rankscope-start-'));
    for (const name of ['cli.cjs', 'program.cjs']) copyFileSync(path.join(out, name), path.join(folder, name));
    symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'), 'junction');
    if (cache) writeFileSync(path.join(folder, 'program.cjs.cache'), cache);
    const { stdout, stderr } = spawnSync(process.execPath, [path.join(folder, 'cli.cjs'), '--version'], {
      encoding: 'utf8',
    });
    rmSync(folder, { recursive: true });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('run no inline script in the page', () => {
    const page = read('out/renderer/index.html');
    expect(page).not.toMatch(/<script(?![^>]*\bsrc=)/);
    expect(page).not.toMatch(/\son[a-z]+=/);
    expect(page).not.toMatch(/(src|href)="(https?:)?\/\//);
    expect(page).not.toMatch(/(src|href)="\//);
  });
});

describe('sources of the desktop host', () => {
  const main = sources('electron/main');

  it('never compare origins of custom schemes', () => {
    for (const file of main) expect(read(file), file).not.toMatch(/\.origin\s*[!=]==/);
  });

  it('never build a path from the working folder', () => {
    const users = main.filter((file) => /process\.cwd\(/.test(read(file)));
    expect(users).toEqual(['electron/main/main.ts']);
    expect(read('electron/main/main.ts').match(/process\.cwd\(/g)).toHaveLength(1);
  });

  it('follow no addresses from outside: no scheme of the system, no event of one', () => {
    for (const file of main) expect(read(file), file).not.toMatch(/setAsDefaultProtocolClient|'open-url'/);
  });

  it('send nothing anywhere', () => {
    for (const file of main)
      expect(read(file), file).not.toMatch(/\bfetch\(|net\.request|autoUpdater|openExternal|submitURL/);
    expect(read('electron/main/main.ts')).toContain('crashReporter.start({ uploadToServer: false })');
  });

  it('never fork a plain Node process', () => {
    for (const file of main) expect(read(file), file).not.toMatch(/child_process|ELECTRON_RUN_AS_NODE/);
  });

  it('never pass buffers in a transfer list', () => {
    for (const file of [...sources('shared/wire'), ...sources('electron/engine/host')]) {
      expect(read(file), file).not.toMatch(/postMessage\([^;]*,\s*\[[^\]]*(buffer|Buffer)/);
    }
  });

  it('wire only in their entries', () => {
    for (const file of ['electron/main/main.ts', 'electron/preload/main.ts']) {
      expect(read(file).split('\n').length, file).toBeLessThanOrEqual(41);
    }
  });
});
