import { seededRandom } from '../../../../shared/stats/random';
import { type Program, start } from './child';
import type { Lab } from './lab';

/** What a build says while it goes on, in order: the moments at which it can be killed. */
const steps = [
  'Reading the log',
  'Reading a',
  'Numbering',
  'Sorting',
  'Writing impressions',
  'Writing features',
  'Looking for',
  'Scoring net',
  'Writing the summary',
];

/**
 * Builds the lab's case in a process of its own and kills it with SIGKILL: up to `spread` ms after a step that the seed
 * picks. Says when that was.
 */
export async function killInBuild(program: Program, lab: Lab, seed: number, spread = 30): Promise<string> {
  const random = seededRandom(seed);
  const step = steps[random.next(steps.length)]!;
  const delay = random.next(spread + 1);
  const run = start(program, lab, ['build', lab.folder]);
  await run.said(step);
  await new Promise((resolve) => setTimeout(resolve, delay));
  run.child.kill('SIGKILL');
  const { signal, code } = await run.ended;
  return `seed ${seed}: ${delay} ms after "${step}" (${signal ?? `ended before, with ${code}`})`;
}
