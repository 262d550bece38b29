import { openSession } from '../../../electron/engine/db/open';

/** The six means of each model by one window query, as a person would write it. */
export async function windowQuery([file, models]: string[]): Promise<void> {
  const db = await openSession(file!);
  const means: unknown[] = [];
  for (let n = 1; n <= Number(models); n++) means.push(await db.readOne({ text: windowMeans(n) }));
  console.log(JSON.stringify(means));
  await db.close();
}

/** The query of one model; over the requests of table `chosen` alone where it is given. */
export function windowMeans(n: number, chosen?: string): string {
  const only = (column: string) =>
    chosen === undefined ? '' : ` AND ${column} IN (SELECT request_index FROM ${chosen})`;
  return `WITH ranked AS (
  SELECT i.request_index, coalesce(i."label:relevance", 0) AS grade, i."label:relevance" IS NOT NULL AS judged,
    row_number() OVER (PARTITION BY i.request_index ORDER BY (s.score IS NULL), s.score DESC, i.item_key DESC) AS k
  FROM impressions i JOIN scores_${n} s ON s.row_id = i.row_id WHERE true${only('i.request_index')}
), hits AS (
  SELECT request_index, k, grade, judged, sum((grade > 0)::INTEGER) OVER (PARTITION BY request_index ORDER BY k) AS found FROM ranked
), lists AS (
  SELECT request_index,
    coalesce(sum(grade / log2(k + 1)) FILTER (k <= 10), 0) AS dcg10, coalesce(sum(grade / log2(k + 1)) FILTER (k <= 20), 0) AS dcg20,
    coalesce(sum(found / k) FILTER (grade > 0), 0) AS precisions, count(*) FILTER (grade > 0 AND k <= 10) AS hits10,
    count(*) FILTER (grade > 0) AS positives, count(*) FILTER (judged) AS judged, coalesce(1 / min(k) FILTER (grade > 0), 0) AS rr
  FROM hits GROUP BY request_index
), best AS (
  SELECT request_index, row_number() OVER (PARTITION BY request_index ORDER BY "label:relevance" DESC) AS k, "label:relevance" AS grade
  FROM impressions WHERE "label:relevance" > 0${only('request_index')}
), ideal AS (
  SELECT request_index, sum(grade / log2(k + 1)) FILTER (k <= 10) AS dcg10, sum(grade / log2(k + 1)) FILTER (k <= 20) AS dcg20
  FROM best GROUP BY request_index
)
SELECT avg(l.dcg10 / i.dcg10) AS ndcg10, avg(l.dcg20 / i.dcg20) AS ndcg20, avg(l.precisions / l.positives) FILTER (l.positives > 0) AS map_r,
  avg(l.hits10 / 10) FILTER (l.judged > 0) AS p10, avg(l.hits10 / l.positives) FILTER (l.positives > 0) AS recall10, avg(l.rr) FILTER (l.positives > 0) AS mrr
FROM lists l LEFT JOIN ideal i USING (request_index)`;
}
