import { openSession } from '../../../electron/engine/db/open';
import { windowMeans } from './windowQuery';

/** What a person would run for each slice: the window query again over the requests it selects. `[file, models, ...slices]` */
export async function slicedQuery([file, models, ...slices]: string[]): Promise<void> {
  const db = await openSession(file!);
  const timings: { slice: string; seconds: number; ndcg: number }[] = [];
  for (const slice of slices) {
    const start = performance.now();
    await db.run({
      text: `CREATE OR REPLACE TEMP TABLE chosen AS SELECT DISTINCT request_index FROM impressions WHERE ${slice}`,
    });
    let ndcg = 0;
    for (let n = Number(models); n >= 1; n--)
      ndcg = Number((await db.readOne({ text: windowMeans(n, 'chosen') }))!.ndcg10);
    timings.push({ slice, seconds: (performance.now() - start) / 1000, ndcg });
  }
  console.log(JSON.stringify(timings));
  await db.close();
}
