import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { findDesktopApp } from '../../electron/cli/desktopApp';
import { out } from './runMain';

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(process.env.RANKSCOPE_CACHE ?? os.tmpdir(), 'open-'));
});

/** A stand-in for the app's executable that runs these lines of shell. */
function fakeApp(...lines: string[]): string {
  const file = path.join(folder, 'app');
  writeFileSync(file, ['#!/bin/sh', ...lines, ''].join('\n'));
  chmodSync(file, 0o755);
  return file;
}

/** The built command line, without a display unless `env` has one. */
function open(args: string[], env: Record<string, string> = {}) {
  const all = { ...process.env, DISPLAY: '', WAYLAND_DISPLAY: '', RANKSCOPE_DESKTOP: '', ...env };
  return spawnSync(process.execPath, [path.join(out, 'cli.cjs'), 'open', ...args], { encoding: 'utf8', env: all });
}

describe('finding the desktop app', () => {
  const machine = { env: { DISPLAY: ':0' }, platform: 'linux' as const, uid: 1000 };

  it('takes the binary that lies beside the sources', () => {
    const built = path.join(folder, 'out');
    expect(findDesktopApp(built, machine)).toEqual({ missing: "Electron's binary has not been downloaded" });
    const home = path.join(folder, 'node_modules/electron');
    mkdirSync(path.join(home, 'dist'), { recursive: true });
    writeFileSync(path.join(home, 'path.txt'), 'electron');
    expect(findDesktopApp(built, machine)).toHaveProperty('missing');
    writeFileSync(path.join(home, 'dist/electron'), '');
    expect(findDesktopApp(built, machine)).toEqual({ command: path.join(home, 'dist/electron'), args: [folder] });
  });

  it('takes an installed app that is named, and says when that is not there', () => {
    const app = fakeApp('exit 0');
    const named = (file: string) =>
      findDesktopApp(folder, { ...machine, env: { DISPLAY: ':0', RANKSCOPE_DESKTOP: file } });
    expect(named(app)).toEqual({ command: app, args: [] });
    expect(named('/no/such/app')).toEqual({ missing: 'there is no file at /no/such/app' });
  });

  it('knows where no window can appear', () => {
    expect(findDesktopApp(folder, { ...machine, env: {} })).toEqual({ missing: 'there is no display' });
    expect(findDesktopApp(folder, { ...machine, uid: 0 })).toEqual({ missing: 'Electron refuses to run as root' });
    const mac = findDesktopApp(folder, { env: {}, platform: 'darwin', uid: 0 });
    expect(mac).toEqual({ missing: "Electron's binary has not been downloaded" });
  });
});

describe.runIf(process.platform === 'linux')('rankscope open', () => {
  it('says that there is no window here and what to run instead', () => {
    const run = open([folder]);
    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(run.stderr).toContain('The desktop app cannot be opened here: there is no display.');
    expect(run.stderr).toContain(`Run "rankscope serve ${folder}"`);
  });

  it('says that a case is not there before anything starts', () => {
    const run = open(['/nowhere/case.yaml']);
    expect(run.status).toBe(2);
    expect(run.stderr).toContain('There is no case at /nowhere/case.yaml.');
  });

  it('hands the case over by its absolute path and lets the app live on', async () => {
    const app = fakeApp(`echo "$@" > ${folder}/asked`, 'sleep 3', `echo done >> ${folder}/asked`);
    const run = open([folder, '--json'], { DISPLAY: ':0', RANKSCOPE_DESKTOP: app });
    expect(run.status, run.stderr).toBe(0);
    expect(JSON.parse(run.stdout)).toEqual({ version: 1, opened: folder });
    await vi.waitFor(() => expect(readFileSync(`${folder}/asked`, 'utf8')).toBe(`${folder}\ndone\n`), {
      timeout: 9000,
    });
  });

  it('says that the app ended at once', () => {
    const run = open([], { DISPLAY: ':0', RANKSCOPE_DESKTOP: fakeApp('exit 127') });
    expect(run.status).toBe(2);
    expect(run.stderr).toContain('it ended at once with code 127');
    expect(existsSync(`${folder}/asked`)).toBe(false);
  });
});
