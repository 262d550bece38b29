import { featureNames, width } from '../../../../samples/tools/souq/features';
import type { Ranker } from '../../../../samples/tools/souq/rankers';
import { ndcg } from '../../../unit/samples/ndcg';
import type { SampleTables } from './sampleTables';

/** One request with the features of its rows as a matrix. */
export interface ScoredList {
  request: string;
  broken: boolean;
  matrix: Float64Array;
  grades: number[];
  /** 1 for a click, 0 for none or not shown. */
  clicks: number[];
  version: string;
  /** `serving_score`; NaN for advertisements. */
  scores: number[];
  /** What `i_ctr_1d` should have been. */
  repaired: number[];
}

/** All requests of a SELECT over `log` that also gives `broken` and `repaired`. */
export async function readLists(sample: SampleTables, from: string, requests: string): Promise<ScoredList[]> {
  const features = featureNames.map((name) => (name === 'x_session_views' ? '0 AS x_session_views' : name)).join(', ');
  const groups = await sample.rows(`SELECT request_id, any_value(broken) AS broken, any_value(model_version) AS version,
      CAST(to_json(list(r ORDER BY position NULLS LAST, rank_model)) AS VARCHAR) AS rows
    FROM (SELECT *, struct_pack(${featureNames.map((name) => `${name} := ${name}`).join(', ')},
        grade := grade, click := coalesce(click, 0), score := rank_score, repaired := repaired) AS r
      FROM (SELECT request_id, broken, model_version, position, rank_model, rank_score, grade, click, repaired, ${features}
        FROM (${from}) JOIN read_csv('${requests}', header = true) USING (request_id)))
    GROUP BY request_id ORDER BY request_id`);
  return groups.map(({ request_id, broken, version, rows }) => {
    const group = JSON.parse(String(rows)) as Record<string, number | null>[];
    return {
      request: String(request_id),
      broken: Boolean(broken),
      version: String(version),
      matrix: Float64Array.from(group.flatMap((row) => featureNames.map((name) => row[name] ?? Number.NaN))),
      grades: group.map((row) => row.grade!),
      clicks: group.map((row) => row.click!),
      scores: group.map((row) => row.score ?? Number.NaN),
      repaired: group.map((row) => row.repaired!),
    };
  });
}

export function scoresOf({ matrix }: ScoredList, ranker: Ranker): number[] {
  return [...ranker(matrix)];
}

/** The list with the daily click rate that serving should have read. */
export function repair(list: ScoredList): ScoredList {
  const matrix = list.matrix.slice();
  list.repaired.forEach((value, index) => {
    matrix[index * width + featureNames.indexOf('i_ctr_1d')] = value;
  });
  return { ...list, matrix };
}

/** Mean and standard error of the differences in NDCG@10 between two scorings, over lists where both are defined. */
export function differenceOf(pairs: { labels: number[]; before: number[]; after: number[] }[]) {
  const found = pairs.flatMap(({ labels, before, after }) => {
    const [a, b] = [ndcg(labels, before), ndcg(labels, after)];
    return a === null || b === null ? [] : [b - a];
  });
  const mean = found.reduce((sum, each) => sum + each, 0) / found.length;
  const spread = found.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (found.length - 1);
  return { mean, se: Math.sqrt(spread / found.length), n: found.length };
}
