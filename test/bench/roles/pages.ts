import type { FeaturePage } from '../../../electron/engine/scoring/featurePages';
import { seededRandom } from '../../../shared/stats/random';

export const batchRows = 8192;
export const pageRows = 8 * batchRows;

/** Runs a page once to warm up, then as often as the rows need; prints the seconds of that many rows. */
export async function timed(rows: string, page: () => Promise<unknown>): Promise<void> {
  await page();
  const pages = Math.max(1, Math.round(Number(rows) / pageRows));
  const cpu = process.cpuUsage();
  const start = performance.now();
  for (let i = 0; i < pages; i++) await page();
  const seconds = (performance.now() - start) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  console.log(JSON.stringify({ rows: pages * pageRows, seconds, cpuSeconds: (user + system) / 1e6 }));
}

/** A page of features as it comes from a session: one float32 column each. */
export function pageOf(names: readonly string[]): FeaturePage {
  const random = seededRandom(1);
  const columns = names.map((name) => {
    const data = Float32Array.from({ length: pageRows }, () => random.next(1000) / 1000);
    return [name, { name, type: 'f32' as const, data }] as const;
  });
  const rowIds = Int32Array.from({ length: pageRows }, (_, row) => row);
  return { from: 0, to: pageRows, rowIds, rows: pageRows, columns: new Map(columns), starts: null, present: null };
}
