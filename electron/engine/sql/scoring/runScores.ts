import type { Sql } from '../../db/sql';
import { scoresTable, stageTable } from './scoreTables';

/** How the rows of a staged run are known: by the ids of the file, or by the session's `row_id`. */
export type RunKey = 'ids' | 'row_id';

/**
 * `scores_<n>` from the staged rows of a score file or run. Over a log every row of the log is there, without a score
 * where the file lacks it. In a union case the list of a request is what the file holds, so only its own rows are.
 * A score that is NaN or infinite becomes NULL. `copies`: the file holds pairs more than once, always the same score.
 */
export function createRunScores(n: number, options: { key: RunKey; union: boolean; copies: boolean }): Sql {
  const { key, union, copies } = options;
  const join = `${union ? 'JOIN' : 'LEFT JOIN'} ${copies ? withoutCopies(n) : stageTable(n)} s ON ${matches(key)}`;
  return {
    text: `CREATE OR REPLACE TABLE ${scoresTable(n)} AS
SELECT i.row_id::INTEGER AS row_id, CASE WHEN isfinite(s.score) THEN s.score::DOUBLE END AS score
FROM impressions i ${join}
${union ? '' : 'WHERE i.in_log\n'}ORDER BY i.row_id`,
  };
}

function withoutCopies(n: number): string {
  return `(SELECT request_id, item_id, max(score) AS score FROM ${stageTable(n)} GROUP BY request_id, item_id)`;
}

function matches(key: RunKey): string {
  return key === 'row_id' ? 's.row_id = i.row_id' : 's.request_id = i.request_id AND s.item_id = i.item_id';
}

/** How many rows are copies of an earlier row with the same request and item. */
export function runCopies(n: number): Sql {
  return {
    text: `SELECT coalesce(sum(rows - 1), 0)::DOUBLE AS copies
FROM (SELECT count(*) AS rows FROM ${stageTable(n)} GROUP BY request_id, item_id HAVING count(*) > 1)`,
  };
}

/**
 * The first pair that a run holds twice, with its first and last row (data rows, from 1). Unless `strict`, copies with
 * one and the same score do not count.
 */
export function runConflict(n: number, strict: boolean): Sql {
  const differs = 'min(score) IS DISTINCT FROM max(score) OR count(score) NOT IN (0, count(*))';
  return {
    text: `SELECT request_id, item_id, min(rowid + 1)::DOUBLE AS first_row, max(rowid + 1)::DOUBLE AS last_row
FROM ${stageTable(n)} GROUP BY request_id, item_id HAVING count(*) > 1${strict ? '' : ` AND (${differs})`} ORDER BY first_row LIMIT 1`,
  };
}

/** Rows of the run that the session lacks, and scores in it that are NaN or infinite. */
export function runCounts(n: number, key: RunKey): Sql {
  return {
    text: `SELECT
(SELECT count(*) FROM ${stageTable(n)} s ANTI JOIN impressions i ON ${matches(key)})::DOUBLE AS extra,
(SELECT count(*) FROM ${stageTable(n)} WHERE NOT isfinite(score))::DOUBLE AS non_finite`,
  };
}

/** Rows in a model's lists, and how many of them have a score. */
export function scoreCounts(n: number): Sql {
  return { text: `SELECT count(*)::DOUBLE AS rows, count(score)::DOUBLE AS scored FROM ${scoresTable(n)}` };
}
