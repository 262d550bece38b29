import { readdirSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { bigFiles } from '../engine/badInput/support/bigCase';
import { bundleProgram, type Program } from '../engine/badInput/support/child';
import { killInBuild } from '../engine/badInput/support/killInBuild';
import { type Lab, meansOf, openLab } from '../engine/badInput/support/lab';

const kills = Number(process.env.RANKSCOPE_KILLS ?? 200);

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

it(`survives ${kills} kills of a build at seeded moments`, async () => {
  const cases = [bigFiles(3000, 1), bigFiles(3000, 2)].map((files) => ({ files, means: {} as Record<string, number> }));
  for (const each of cases) {
    lab.reset(each.files);
    each.means = await meansOf(lab.folder);
  }
  let [killed, replaced] = [0, 0];
  for (let seed = 1; seed <= kills; seed++) {
    // The session is the one of the other case: each kill hits a build that is to replace it.
    const [next, former] = seed % 2 ? [cases[0]!, cases[1]!] : [cases[1]!, cases[0]!];
    lab.reset(next.files);
    const at = await killInBuild(program, lab, seed, 120);
    killed += at.includes('SIGKILL') ? 1 : 0;
    const found = await meansOf(lab.session);
    expect([former.means, next.means], at).toContainEqual(found);
    replaced += at.includes('SIGKILL') && found.a === next.means.a ? 1 : 0;
    // A second kill on top of what the first one left.
    const again = seed % 3 === 0 ? await killInBuild(program, lab, seed + 1e6, 120) : '';
    expect(await meansOf(lab.folder), `${at} ${again}`).toEqual(next.means);
    expect(readdirSync(path.dirname(lab.session)).sort(), at).toEqual(['session.rankscope', 'session.rankscope.io']);
    expect(readdirSync(lab.temporary), at).toEqual([]);
  }
  console.log(
    `${killed} of ${kills} builds died under SIGKILL, ${replaced} of them after the new session was in place`,
  );
  expect(killed).toBeGreaterThan(kills / 2);
});
