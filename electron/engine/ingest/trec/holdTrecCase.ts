import { holdRows } from '../../compare/heldRows';
import type { IdealGrades } from '../../compare/idealGrades';
import type { Database } from '../../db/database';
import { scoresTable } from '../../sql/scoring/scoreTables';
import type { BuildContext } from '../buildContext';
import type { BuiltTables } from '../buildTables';
import { noItemSources } from '../itemSources';
import { readTrecCase } from './buildTrecTables';
import { gradesOf, type TrecJudgments } from './trecJudgments';
import type { MergedRows } from './trecOrder';
import { scoredRuns } from './writeTables';

/**
 * Reads a TREC case and holds its rows for the contests of `database` instead of writing tables; null where
 * `readTrecCase` gives null, and when something but the judgments and the runs would have to be read.
 */
export async function holdTrecCase(context: BuildContext, database: Database): Promise<BuiltTables | null> {
  const { labels, models, judgments, metrics } = context.loaded.case;
  const other = labels.some((label) => label.kind !== 'relevance') || models.some((model) => model.kind !== 'trec');
  if (other || judgments === null || metrics.labelMax !== null) return null;
  const read = await readTrecCase(context);
  if (!read?.judgments) return null;
  const scored = scoredRuns(read);
  const { rows, numbers } = read;
  const grades = heldGrades(rows, read.judgments);
  const ideal = idealOf(read.judgments, numbers.inRuns);
  const names = labels.map((label) => label.name);
  holdRows(database, {
    frame: {
      requests: numbers.inRuns,
      rows: rows.rows,
      starts: startsOf(rows.request, rows.rows, numbers.inRuns),
      pinned: false,
    },
    itemKeys: rows.item,
    grades: new Map(names.map((name) => [name, grades])),
    ideals: new Map(names.map((name) => [name, ideal])),
    scores: new Map(read.models.map((n, i) => [scoresTable(n), finiteOnly(rows.files[i]!)])),
  });
  let positive = 0;
  for (const grade of grades) if (grade > 0) positive += 1;
  const positives = new Map(names.map((name) => [name, positive]));
  return { log: null, union: true, scored, stageErrors: new Map(), itemSources: noItemSources, positives };
}

function heldGrades(rows: MergedRows, judgments: TrecJudgments): Float64Array {
  const { data, valid } = gradesOf(rows, judgments);
  for (let row = 0; row < rows.rows; row++) if (((valid[row >> 3]! >> (row & 7)) & 1) === 0) data[row] = Number.NaN;
  return data;
}

function startsOf(request: Int32Array, rows: number, requests: number): Int32Array {
  const starts = new Int32Array(requests + 1);
  for (let row = 0; row < rows; row++) starts[request[row]! + 1]! += 1;
  for (let i = 0; i < requests; i++) starts[i + 1]! += starts[i]!;
  return starts;
}

function finiteOnly({ row, value }: { row: Int32Array; value: Float64Array }) {
  for (let i = 0; i < value.length; i++) if (!Number.isFinite(value[i]!)) value[i] = Number.NaN;
  return { rows: row, values: value };
}

/** Judgments are in the order of their requests; those that no run holds stand behind the others. */
function idealOf({ rows, request, grade }: TrecJudgments, requests: number): IdealGrades {
  const offsets = new Uint32Array(requests + 1);
  const anyJudged = new Uint8Array(requests);
  const grades = new Float64Array(rows);
  let count = 0;
  let at = 0;
  for (let index = 0; index < requests; index++) {
    const from = count;
    for (; at < rows && request[at] === index; at++) {
      anyJudged[index] = 1;
      if (grade[at]! > 0) grades[count++] = grade[at]!;
    }
    grades.subarray(from, count).sort().reverse();
    offsets[index + 1] = count;
  }
  return { offsets, grades: grades.subarray(0, count), anyJudged };
}
