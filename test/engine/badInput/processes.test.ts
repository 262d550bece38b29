import { readdirSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openCase } from '../../../electron/engine/session/openCase';
import { runCommand } from '../support/runCommand';
import { messageOf } from './support/badInput';
import { bigFiles } from './support/bigCase';
import { bundleProgram, type Program, runProgram, start } from './support/child';
import { killInBuild } from './support/killInBuild';
import { type Lab, meansOf, openLab } from './support/lab';

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

const besides = () => readdirSync(path.dirname(lab.session)).filter((name) => !name.startsWith('session.rankscope.io'));

describe('two processes on one case', () => {
  it('names the process that holds the session', async () => {
    const { session } = await openCase({ path: lab.folder, cacheDir: lab.cacheDir });
    const refused = await runProgram(program, lab, ['build', lab.folder, '--quiet']);
    expect(refused.code).toBe(2);
    expect(messageOf(refused, lab)).toMatch(
      new RegExp(`is open in process ${process.pid}, which began at .*Close it there`),
    );
    const own = await runProgram(program, lab, ['compare', lab.folder, '--means', '--json', '--private', '--quiet']);
    expect(own.code, own.err).toBe(0);
    await session.close();
    expect(await meansOf(lab.folder)).toHaveProperty('net');
    expect(besides()).toEqual(['session.rankscope']);
  });

  it('lets one of two builds through and refuses or serves the other', async () => {
    lab.reset(bigFiles(1000, 1));
    const runs = [1, 2].map(() => start(program, lab, ['build', lab.folder]));
    const results = await Promise.all(runs.map((each) => each.ended));
    const codes = results.map((each) => each.code).sort();
    expect(codes[0]).toBe(0);
    expect([0, 2]).toContain(codes[1]);
    for (const each of results.filter(({ code }) => code === 2)) expect(each.err).toMatch(/is open in process \d+/);
    expect(await meansOf(lab.folder)).toHaveProperty('net');
    expect(besides()).toEqual(['session.rankscope']);
  });
});

describe('a process that is killed', () => {
  it('leaves the former session, and the next build gives the numbers of any other', async () => {
    const cases = [bigFiles(800, 1), bigFiles(800, 2)].map((files) => ({ files, means: {} as Record<string, number> }));
    for (const each of cases) {
      lab.reset(each.files);
      each.means = await meansOf(lab.folder);
    }
    for (const seed of [1, 2, 3, 4, 5]) {
      const [next, former] = seed % 2 ? [cases[0]!, cases[1]!] : [cases[1]!, cases[0]!];
      lab.reset(next.files);
      const at = await killInBuild(program, lab, seed);
      expect([former.means, next.means], at).toContainEqual(await meansOf(lab.session));
      expect(await meansOf(lab.folder), at).toEqual(next.means);
      expect(besides(), at).toEqual(['session.rankscope']);
      expect(readdirSync(lab.temporary), at).toEqual([]);
    }
  });

  it('leaves a session whole when it dies in the middle of a query', async () => {
    lab.reset(bigFiles(1000, 1));
    const before = await meansOf(lab.folder);
    const run = start(program, lab, ['compare', lab.folder]);
    await run.said('evaluating');
    run.child.kill('SIGKILL');
    expect((await run.ended).signal).toBe('SIGKILL');
    expect(await meansOf(lab.folder)).toEqual(before);
    expect(besides()).toEqual(['session.rankscope']);
  });
});

describe('a case that goes away while it is open', () => {
  it('answers from the session and says at the next opening that the case is gone', async () => {
    const { session } = await openCase({ path: lab.folder, cacheDir: lab.cacheDir });
    rmSync(lab.folder, { recursive: true });
    expect(await session.db.readOne({ text: 'SELECT count(*)::DOUBLE AS n FROM impressions' })).toEqual({ n: 60 });
    await session.close();
    const gone = await runCommand('build', lab.folder, '--quiet');
    expect(gone.code).toBe(2);
    expect(messageOf(gone, lab)).toMatch(/There is no (file or folder|case) at <case>/);
    expect(await meansOf(lab.session)).toHaveProperty('net');
    lab.reset();
    expect(await meansOf(lab.folder)).toHaveProperty('net');
  });

  it('answers after its cache folder was removed, and builds it again', async () => {
    const before = await meansOf(lab.folder);
    const { session } = await openCase({ path: lab.folder, cacheDir: lab.cacheDir });
    rmSync(path.dirname(lab.session), { recursive: true });
    expect(await session.db.readOne({ text: 'SELECT count(*)::DOUBLE AS n FROM impressions' })).toEqual({ n: 60 });
    await session.close();
    expect(await meansOf(lab.folder)).toEqual(before);
    expect(readFileSync(lab.session).length).toBeGreaterThan(0);
  });
});
