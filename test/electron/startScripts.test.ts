import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { findBrowser } from '../../scripts/browser.mjs';
import { countDataTests } from '../../scripts/dataTests.mjs';
import { windowObstacle } from '../../scripts/electronBinary.mjs';
import { installReason } from '../../scripts/install.mjs';
import { root } from '../../scripts/project.mjs';
import { readStart } from '../../scripts/startArguments.mjs';

const temporary = () => mkdtempSync(path.join(process.env.RANKSCOPE_CACHE ?? os.tmpdir(), 'scripts-'));

function executable(...parts: string[]): string {
  const file = path.join(...parts);
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, '');
  chmodSync(file, 0o755);
  return file;
}

describe('npm start', () => {
  it('opens the sample that needs no further data when no case is named', () => {
    const samples = temporary();
    executable(samples, 'empty', 'README.md');
    executable(samples, 'haystack', 'case.yaml');
    executable(samples, 'small', 'case.yaml');
    const one = path.join(samples, 'small');
    expect(readStart([], samples)).toEqual({ flag: undefined, named: undefined, args: [one] });
    expect(readStart(['--no-open', '--port', '8080'], samples)).toEqual({
      flag: '--port',
      named: undefined,
      args: [one, '--no-open', '--port', '8080'],
    });
    expect(readStart(['--browser', 'mine'], samples)).toEqual({ flag: '--browser', named: 'mine', args: ['mine'] });
    expect(readStart(['--port=0', 'mine'], samples)).toEqual({
      flag: '--port',
      named: 'mine',
      args: ['--port=0', 'mine'],
    });
    expect(readStart([], path.join(samples, 'none')).args).toEqual([]);
    executable(samples, 'souq', 'case.yaml');
    expect(readStart([], samples).args).toEqual([path.join(samples, 'souq')]);
  });

  it('says at once that a case is not there', () => {
    const script = path.join(root, 'scripts/start.mjs');
    const run = spawnSync(process.execPath, [script, 'no/such case'], { cwd: temporary(), encoding: 'utf8' });
    expect(run).toMatchObject({ status: 2, stdout: '' });
    expect(run.stderr).toMatch(/^There is no case at \/.*no\/such case\.\nName a case folder/);
  });

  it('knows where a window cannot appear', () => {
    expect(windowObstacle({}, 'linux', 1000)).toBe('there is no display');
    expect(windowObstacle({ DISPLAY: ':0' }, 'linux', 0)).toBe('Electron refuses to run as root');
    expect(windowObstacle({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux', 1000)).toBeUndefined();
    expect(windowObstacle({}, 'darwin', 501)).toBeUndefined();
  });

  it('takes the installed packages as they are when they fit', () => {
    expect(installReason()).toBeUndefined();
  });
});

describe('npm test', () => {
  it('takes the named browser before any other', () => {
    const folder = temporary();
    const named = executable(folder, 'named');
    const env = { PATH: folder, PLAYWRIGHT_BROWSERS_PATH: path.join(folder, 'cache') };
    expect(findBrowser({ ...env, RANKSCOPE_CHROMIUM: named })).toBe(named);
    expect(() => findBrowser({ ...env, RANKSCOPE_CHROMIUM: '/no/such' })).toThrow('RANKSCOPE_CHROMIUM names /no/such');
  });

  it.runIf(process.platform !== 'win32')('looks on the path, then in the cache', () => {
    const folder = temporary();
    const env = { PATH: path.join(folder, 'bin'), PLAYWRIGHT_BROWSERS_PATH: path.join(folder, 'cache') };
    expect(findBrowser(env)).toBeUndefined();
    executable(folder, 'cache/chromium-999/chrome-linux/chrome');
    const newest = executable(folder, 'cache/chromium-1200/chrome-linux64/chrome');
    expect(findBrowser(env)).toBe(newest);
    const onPath = executable(folder, 'bin/chromium');
    expect(findBrowser(env)).toBe(onPath);
  });

  it('counts tests on real data by their titles', () => {
    const folder = temporary();
    const test = (title: string, status: string, ancestorTitles: string[] = []) => ({
      title,
      status,
      ancestorTitles,
      fullName: [...ancestorTitles, title].join(' '),
    });
    const assertionResults = [
      test('data: agrees with trec_eval', 'passed'),
      test('agrees with OBP', 'failed', ['data: policies']),
      test('data: loads digits', 'skipped'),
      test('data in the middle: is not counted', 'passed'),
    ];
    const report = path.join(folder, 'report.json');
    writeFileSync(report, JSON.stringify({ testResults: [{ assertionResults }] }));
    expect(countDataTests([report, path.join(folder, 'missing.json')])).toEqual({
      ran: 2,
      failed: 1,
      skipped: ['data: loads digits'],
    });
  });
});
