import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { isAppUrl } from '../../electron/main/appUrl';
import { caseOfLaunch, launchOfSecondStart } from '../../electron/main/launchArguments';

const cwd = path.resolve('/home/ana');

describe('arguments of a start', () => {
  it.each([
    [['electron', '.'], false, null],
    [['electron', '.', 'cases/a'], false, path.join(cwd, 'cases/a')],
    [['electron', '--inspect=0', '.', '--flag', 'cases/a'], false, path.join(cwd, 'cases/a')],
    [['rankscope'], true, null],
    [['rankscope', '--no-sandbox', 'b.rankscope'], true, path.join(cwd, 'b.rankscope')],
    [['Rankscope', '-psn_0_12345'], true, null],
    [['rankscope', path.resolve('/data/case.yaml')], true, path.resolve('/data/case.yaml')],
  ])('of %j name a case (packaged: %s)', (argv, packaged, expected) => {
    expect(caseOfLaunch({ argv, cwd, packaged })).toBe(expected);
  });

  it('of a second start are checked before use', () => {
    expect(launchOfSecondStart({ argv: ['a'], cwd }, true)).toEqual({ argv: ['a'], cwd, packaged: true });
    for (const data of [null, undefined, 'x', {}, { argv: 'a', cwd }, { argv: [1], cwd }, { argv: ['a'] }]) {
      expect(launchOfSecondStart(data, true)).toBeNull();
    }
  });
});

describe('addresses of our page', () => {
  it('are told from every other', () => {
    expect(isAppUrl('app://rankscope/index.html#/compare')).toBe(true);
    for (const url of ['app://rankscope.evil/', 'app://evil/', 'https://rankscope/', 'file:///x', 'app:', '', 'x']) {
      expect(isAppUrl(url), url).toBe(false);
    }
  });
});
