import { statSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bundleProgram, type Program, runProgram } from '../engine/badInput/support/child';
import { type Lab, openLab, readMeans } from '../engine/badInput/support/lab';
import { writeOneRequest } from '../engine/badInput/support/oneRequest';

const megabytes = Number(process.env.RANKSCOPE_STRESS_MB ?? 1024);

let program: Program;
let lab: Lab;

beforeAll(async () => {
  program = await bundleProgram();
  lab = openLab();
});
afterAll(() => {
  lab.close();
  program.remove();
});

it(`ranks one request of ${megabytes} MB`, async () => {
  const rows = await writeOneRequest(lab, megabytes * 1e6);
  const started = performance.now();
  const build = await runProgram(program, lab, ['build', lab.folder, '--json', '--quiet', '--memory', '4GB']);
  const built = performance.now();
  expect(build.code, build.err).toBe(0);
  expect(JSON.parse(build.out)).toMatchObject({ rows, requests: 1, refusedRows: 0 });
  const words = ['compare', lab.folder, '--means', '--metrics', 'ndcg@10', '--json', '--quiet', '--memory', '4GB'];
  expect(readMeans(await runProgram(program, lab, words)).net).toBeGreaterThan(0);
  const size = statSync(path.join(lab.folder, 'log.csv')).size;
  const seconds = (ms: number) => (ms / 1000).toFixed(1);
  console.log(
    `${rows} rows, ${(size / 1e6).toFixed(0)} MB: built in ${seconds(built - started)} s, compared in ${seconds(performance.now() - built)} s`,
  );
});
