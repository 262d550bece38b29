import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { arrivedShare, examination } from '../../../samples/tools/souq/behavior';
import { prepareFolder } from '../../../samples/tools/souq/outputFolder';
import { type Arguments, parseArguments } from '../../../samples/tools/souq/parseArguments';
import { presets } from '../../../samples/tools/souq/presets';
import { loadRankers } from '../../../samples/tools/souq/rankers';
import type { Settings } from '../../../samples/tools/souq/settings';
import { type LoggedRequest, makeWorld, simulate } from '../../../samples/tools/souq/simulate';

const rankers = loadRankers('samples/souq/models');

function requestsOf(settings: Settings): LoggedRequest[] {
  const found: LoggedRequest[] = [];
  for (const event of simulate(makeWorld(settings), rankers)) if (event.kind === 'request') found.push(event.request);
  return found;
}

const tiny: Settings = { ...presets.souq!, users: 60, items: 400, days: 5, requestsPerUser: 2 };

describe('the simulated marketplace', () => {
  it('gives the same requests for the same settings', () => {
    expect(requestsOf(tiny)).toEqual(requestsOf(tiny));
    expect(requestsOf({ ...tiny, seed: 1 })).not.toEqual(requestsOf(tiny));
  });

  it('shows examination in clicks on shuffled lists', () => {
    const logged = requestsOf({ ...tiny, users: 900, requestsPerUser: 3, explored: 1, pages: 1, logged: 12 });
    const clicks = new Float64Array(13);
    const theta = new Float64Array(13);
    for (const { context, rows } of logged)
      for (const { position, slot, outcome } of rows)
        if (position !== null && slot === 'organic') {
          clicks[position]! += outcome!.click;
          theta[position]! += examination(context.surface, context.device, position);
        }
    for (const position of [3, 5, 7, 9, 12]) {
      const [ratio, truth] = [clicks[position]! / clicks[1]!, theta[position]! / theta[1]!];
      const se = Math.sqrt(1 / clicks[position]! + 1 / clicks[1]!);
      expect(Math.abs(Math.log(ratio / truth))).toBeLessThan(2.8 * se);
    }
  });

  it('scales the planted fault by strength', () => {
    const wrong = (strength: number) =>
      requestsOf({ ...presets.R5!, users: 80, items: 400, days: 4, strength })
        .flatMap(({ rows }) => rows)
        .filter(({ features, sessionViews }) => sessionViews !== features.at(-1)).length;
    expect(wrong(0)).toBe(0);
    expect(wrong(1)).toBeGreaterThan(5);
  });

  it('brings all orders within the window', () => {
    expect(arrivedShare(0)).toBe(0);
    expect(arrivedShare(168)).toBeCloseTo(1, 12);
    expect(arrivedShare(400)).toBeCloseTo(1, 12);
  });
});

function argumentsOf(argv: readonly string[]): Arguments {
  const given = parseArguments(argv);
  if (typeof given === 'string') throw new Error(given);
  return given;
}

describe('the command line of the generator', () => {
  it('takes sizes, seed and strength over a preset', () => {
    const { settings, out } = argumentsOf([
      '--',
      '--preset',
      'R4',
      '--users',
      '90',
      '--seed',
      '5',
      '--strength',
      '0.5',
      '--out',
      'x',
    ]);
    expect(settings).toMatchObject({ preset: 'R4', users: 90, seed: 5, strength: 0.5, items: presets.R4!.items });
    expect(out).toBe('x');
  });

  it('tells its options with the defaults of the sample', () => {
    const text = parseArguments(['--', '--help']);
    expect(text).toContain('--preset NAME            souq, R1, R2, R3, R4, R5, training; souq by default\n');
    expect(text).toContain(`at least 10 (souq: ${presets.souq!.users})`);
  });

  it('writes over what it wrote, and refuses a folder with anything else', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'rankscope-generator-'));
    prepareFolder(folder, 'models');
    mkdirSync(path.join(folder, 'data'));
    expect(() => prepareFolder(folder, 'models')).toThrow('holds files that this tool did not write');
    expect(existsSync(path.join(folder, 'data'))).toBe(true);
    mkdirSync(path.join(folder, 'truth'));
    writeFileSync(path.join(folder, 'truth/facts.json'), '{}');
    prepareFolder(folder, 'models');
    expect(readdirSync(folder)).toEqual([]);
    rmSync(folder, { recursive: true });
  });

  it.each([
    [['--out', 'x', '--preset', 'R9'], 'There is no preset R9'],
    [['--preset', 'R1'], '--out is missing'],
    [['--out', 'x', '--users', '3'], '--users must be a whole number of at least 10'],
    [['--out', 'x', '--strength', '2'], '--strength must be a number from 0 to 1'],
    [['--out', 'x', '--logged', '12'], '--logged must be a whole number of at least 24'],
  ])('refuses %j', (argv, message) => {
    expect(() => parseArguments(argv)).toThrow(message);
  });
});
