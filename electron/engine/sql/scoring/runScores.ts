import type { Sql } from '../../db/sql';
import { scoresTable, stageTable } from './scoreTables';

/**
 * `scores_<n>` from the staged rows of a score file or run. Over a log every row of the log is there, without a score
 * where the file lacks it. In a union case the list of a request is what the file holds, so only its own rows are.
 * A score that is NaN or infinite becomes NULL.
 */
export function createRunScores(n: number, union: boolean): Sql {
  return {
    text: `CREATE OR REPLACE TABLE ${scoresTable(n)} AS
SELECT i.row_id::INTEGER AS row_id, CASE WHEN isfinite(s.score) THEN s.score::DOUBLE END AS score
FROM impressions i ${union ? 'JOIN' : 'LEFT JOIN'} ${stageTable(n)} s ON s.request_id = i.request_id AND s.item_id = i.item_id
${union ? '' : 'WHERE i.in_log\n'}ORDER BY i.row_id`,
  };
}

/** The first pair that a run holds twice, with its first and last row numbers (from 1, header and blank lines not counted). */
export function runDuplicate(n: number): Sql {
  return {
    text: `SELECT request_id, item_id, min(rowid + 1)::DOUBLE AS first_row, max(rowid + 1)::DOUBLE AS last_row
FROM ${stageTable(n)} GROUP BY request_id, item_id HAVING count(*) > 1 ORDER BY first_row LIMIT 1`,
  };
}

/** Rows of the run that the session lacks, and scores in it that are NaN or infinite. */
export function runCounts(n: number): Sql {
  return {
    text: `SELECT
(SELECT count(*) FROM ${stageTable(n)} s ANTI JOIN impressions i ON s.request_id = i.request_id AND s.item_id = i.item_id)::DOUBLE AS extra,
(SELECT count(*) FROM ${stageTable(n)} WHERE NOT isfinite(score))::DOUBLE AS non_finite`,
  };
}

/** Rows in a model's lists, and how many of them have a score. */
export function scoreCounts(n: number): Sql {
  return { text: `SELECT count(*)::DOUBLE AS rows, count(score)::DOUBLE AS scored FROM ${scoresTable(n)}` };
}
