import { spawnSync } from 'node:child_process';
import { chmodSync, chownSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { sessionId } from '../../../electron/engine/session/sessionLocation';
import { messageOf } from './support/badInput';
import { bigFiles } from './support/bigCase';
import { bundleProgram, type Program, runProgram } from './support/child';
import { goodFiles } from './support/goodCase';
import { type Lab, meansOf, openLab, snapshot } from './support/lab';

let program: Program;
let lab: Lab;

beforeAll(async () => {
  program = await bundleProgram();
});
afterAll(() => program.remove());

beforeEach(() => {
  lab = openLab();
  return () => lab.close();
});

const build = ['build', '--quiet'];

/** Makes the lab's cache a disk of this many bytes; false where a process may not mount. */
function mountSmallDisk(bytes: number): (() => void) | null {
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', lab.cacheDir]);
  return status === 0 ? () => void spawnSync('umount', [lab.cacheDir]) : null;
}

describe('a disk that is full', () => {
  async function fillIt(shellPrefix?: string): Promise<void> {
    const former = await meansOf(lab.folder);
    const before = readFileSync(lab.session);
    lab.reset(bigFiles(5000, 1));
    const result = await runProgram(program, lab, [...build, lab.folder], { shellPrefix });
    expect(result.code, result.err).toBe(2);
    expect(messageOf(result, lab)).toMatch(/No space left on device|File too large/);
    expect(messageOf(result, lab)).toMatch(/Free disk space/);
    expect(readFileSync(lab.session).equals(before)).toBe(true);
    expect(await meansOf(lab.session)).toEqual(former);
    expect(readdirSync(path.dirname(lab.session)).sort()).toEqual(['session.rankscope', 'session.rankscope.io']);
    lab.reset(goodFiles());
    expect(await meansOf(lab.folder)).toEqual(former);
  }

  it('ends the build with one sentence and keeps the former session', async () => {
    const unmount = mountSmallDisk(4 << 20);
    try {
      // Where nothing can be mounted, no file may grow beyond 2 MiB.
      await fillIt(unmount ? undefined : 'ulimit -f 2048;');
    } finally {
      unmount?.();
    }
  });

  it('is answered like a limit on the size of files', () => fillIt('ulimit -f 2048;'));
});

describe('folders that may not be written', () => {
  // Rights do not bind root: the program then runs as the user nobody.
  const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

  function handOver(): void {
    for (const each of [lab.root, lab.temporary, lab.cacheDir]) {
      if ('uid' in nobody) chownSync(each, nobody.uid!, nobody.gid!);
      chmodSync(each, 0o755);
    }
  }

  it('reads a case folder without writing into it', async () => {
    handOver();
    const before = snapshot(lab.folder);
    chmodSync(lab.folder, 0o555);
    const result = await runProgram(program, lab, [...build, lab.folder], nobody);
    expect(result.code, result.err).toBe(0);
    expect(snapshot(lab.folder)).toEqual(before);
    chmodSync(lab.folder, 0o755);
  });

  it('names a cache folder that may not be written', async () => {
    handOver();
    chmodSync(lab.cacheDir, 0o555);
    const result = await runProgram(program, lab, [...build, lab.folder], nobody);
    chmodSync(lab.cacheDir, 0o755);
    expect(result.code, result.err).toBe(2);
    expect(messageOf(result, lab)).toMatch(/<lab>\/cache.*may not be written.*--session-dir/);
  });

  it('names the session folder that may not be written', async () => {
    handOver();
    const folder = path.dirname(lab.session);
    mkdirSync(folder, { mode: 0o555 });
    expect(path.basename(folder)).toBe(sessionId(path.join(lab.folder, 'case.yaml')));
    const result = await runProgram(program, lab, [...build, lab.folder], nobody);
    expect(result.code, result.err).toBe(2);
    expect(messageOf(result, lab)).toMatch(/may not be written/);
  });

  it('names an input that may not be read', async () => {
    handOver();
    chmodSync(path.join(lab.folder, 'log.csv'), 0o000);
    const result = await runProgram(program, lab, [...build, lab.folder], nobody);
    expect(result.code, result.err).toBe(2);
    expect(messageOf(result, lab)).toMatch(/log\.csv.*permission/i);
  });
});
