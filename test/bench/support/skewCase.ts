import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ids, listLength, writeParquet } from './generate';

/** What the features of `skewCase` are called, by how they are stored. */
export const skewFeatures = {
  numbers: Array.from({ length: 24 }, (_, i) => `f_${String(i).padStart(2, '0')}`),
  counts: ['n_0', 'n_1', 'n_2'],
  texts: ['t_0', 't_1', 't_2'],
};

/**
 * A log of two weeks with 24 numbers, 3 counts and 3 texts, and the same features recomputed: 2% of the values differ, 1%
 * are missing in the log and 0.5% among the recomputed ones.
 */
export async function skewCase(folder: string, rows: number): Promise<string> {
  mkdirSync(folder, { recursive: true });
  const { numbers, counts, texts } = skewFeatures;
  const draw = (seed: number) => `hash(range * 64 + ${seed})`;
  const cells = [
    ...numbers.map((name, i) => ({
      name,
      value: `(${draw(i)} >> 11) / 9007199254740992.0`,
      other: (v: string) => `${v} * 1.1`,
    })),
    ...counts.map((name, i) => ({ name, value: `(${draw(24 + i)} % 40)::INTEGER`, other: (v: string) => `${v} + 1` })),
    ...texts.map((name, i) => {
      const category = (shift: number) => `'category ' || ((${draw(27 + i)} % 200 + ${shift}) % 200)`;
      return { name, value: category(0), other: () => category(1) };
    }),
  ];
  const side = (isLog: boolean) =>
    cells.map(({ name, value, other }, i) => {
      const chance = `hash(range * 64 + ${32 + i}) % 1000`;
      const [from, to] = isLog ? [20, 30] : [30, 35];
      const differs = isLog ? '' : ` WHEN ${chance} < 20 THEN ${other(value)}`;
      return `CASE WHEN ${chance} >= ${from} AND ${chance} < ${to} THEN NULL${differs} ELSE ${value} END AS ${name}`;
    });
  const stepUs = Math.floor((14 * 24 * 3600 * 1e6) / Math.ceil(rows / listLength));
  await writeParquet(folder, {
    'log.parquet': `SELECT ${ids}, (range % ${listLength} + 1)::INTEGER AS position, (hash(range * 7) % 10 = 0)::INTEGER AS click,
      make_timestamp(1750000000000000 + (range // ${listLength}) * ${stepUs}) AS served_at, ${side(true).join(', ')} FROM range(${rows})`,
    'recomputed.parquet': `SELECT ${ids}, ${side(false).join(', ')} FROM range(${rows})`,
  });
  writeFileSync(
    path.join(folder, 'case.yaml'),
    `rankscope: 1
name: skew
log:
  path: log.parquet
  candidates: shown
  columns: { request: request_id, item: item_id, position: position, click: click, time: served_at }
features: ["f_*", "n_*", "t_*"]
recomputed: { path: recomputed.parquet }
label: click
`,
  );
  return folder;
}
