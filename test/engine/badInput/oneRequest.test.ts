import { afterAll, beforeAll, expect, it } from 'vitest';
import { runCommand } from '../support/runCommand';
import { type Lab, openLab, readMeans } from './support/lab';
import { writeOneRequest } from './support/oneRequest';

let lab: Lab;
beforeAll(() => {
  lab = openLab();
});
afterAll(() => lab.close());

it('ranks a request that holds the whole log', async () => {
  const rows = await writeOneRequest(lab, 8e6);
  const build = await runCommand('build', lab.folder, '--json', '--quiet');
  expect(build.code, build.err).toBe(0);
  expect(JSON.parse(build.out)).toMatchObject({ rows, requests: 1, refusedRows: 0 });
  const means = readMeans(
    await runCommand('compare', lab.folder, '--means', '--metrics', 'ndcg@10', '--json', '--quiet'),
  );
  expect(means.net).toBeGreaterThan(0);
});
