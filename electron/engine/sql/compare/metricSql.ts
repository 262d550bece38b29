import { relevanceLevel } from '../../../../shared/metrics/gain';
import type { MetricSpec } from '../../../../shared/metrics/metricSpec';
import type { MetricSettings } from '../../../../shared/metrics/settings';
import { RankscopeError } from '../../../../shared/wire/errors';
import { quoteIdent } from '../../db/quote';
import type { Sql } from '../../db/sql';
import { type Dialect, duckdbDialect } from '../dialect';
import { labelColumn, ofOrganic, organicRow } from './listRows';
import { aroundPinned } from './pinnedRows';
import { requestWeight } from './requestFacts';

/** A list metric of one contestant on one label. */
export interface MetricSqlInput {
  spec: MetricSpec;
  settings: MetricSettings;
  label: { name: string; judged: boolean };
  /** A scores table, or a list that the log itself has: as a column of ranks says, or sorted. */
  list: { kind: 'scores'; table: string } | { kind: 'logged'; column?: string } | { kind: 'ideal' | 'popularity' };
  /** Whether rows of other slots than organic ones keep their places in every list. */
  pinned?: boolean;
  /** Whether the mean is weighted by the log's sampling weights. */
  weighted?: boolean;
}

/**
 * Columns `request_index` and `value` (null = undefined) of every request: the metric as one query over the session's
 * tables, for readers who want to see where a number comes from. Raises `unsupported` for metrics and settings that one
 * ranked window does not give. The engine computes the same from typed arrays.
 */
export function requestValuesSql(input: MetricSqlInput, dialect: Dialect = duckdbDialect): Sql {
  const value = valueExpression(input, dialect);
  const { spec, settings } = input;
  const needsJudged = spec.name === 'judged' ? '' : 'WHEN n.request_index IS NULL THEN NULL\n    ';
  const missing = settings.missingRequest === 'zero' ? '0' : 'NULL';
  return {
    text: `WITH ranked AS (
  ${rankedRows(input, dialect)}
), scored AS (
  ${scoredRows(input, dialect)}
), lists AS (
  ${listSums(input, dialect)}
), ideals AS (
  ${idealRows(input)}
), norms AS (
  ${idealSums(input, dialect)}
)
SELECT r.request_index, ${dialect.toDouble(`CASE ${needsJudged}WHEN l.request_index IS NULL THEN ${missing}
    ELSE ${value} END`)} AS value
FROM requests r LEFT JOIN lists l ON l.request_index = r.request_index LEFT JOIN norms n ON n.request_index = r.request_index
ORDER BY r.request_index`,
  };
}

/** The metric's mean over requests, with how many have a value. */
export function metricSql(input: MetricSqlInput, dialect: Dialect = duckdbDialect): Sql {
  const { text } = requestValuesSql(input, dialect);
  if (input.weighted) {
    return {
      text: `SELECT sum(w.weight * v.value) / sum(CASE WHEN v.value IS NOT NULL THEN w.weight END) AS mean, count(v.value) AS requests
FROM (\n${text}\n) AS v JOIN (
  SELECT request_index, ${requestWeight} AS weight FROM impressions GROUP BY request_index
) AS w ON w.request_index = v.request_index`,
    };
  }
  return { text: `SELECT avg(value) AS mean, count(value) AS requests FROM (\n${text}\n) AS per_request` };
}

function rankedRows({ list, settings, label, pinned }: MetricSqlInput, dialect: Dialect): string {
  const column = `i.${quoteIdent(labelColumn(label.name))}`;
  const grade =
    pinned && list.kind === 'logged'
      ? `CASE WHEN ${organicRow} THEN ${column} ELSE 0 END AS grade`
      : `${column} AS grade`;
  if (list.kind === 'logged') {
    const rank = `i.${quoteIdent(list.column ?? 'position')}`;
    return `SELECT i.request_index, ${grade}, i.item_key, ${rank} AS k FROM impressions i WHERE ${rank} >= 1`;
  }
  const raw = scoreOf(list.kind, label.name);
  const score = settings.scorePrecision === 'f32' ? dialect.toFloat32(raw) : raw;
  const tie = settings.ties === 'input' ? 'i.row_id' : 'i.item_key DESC';
  const sorted = (name: string) => `SELECT i.request_index, ${grade}, i.item_key, row_number() OVER (
    PARTITION BY i.request_index ORDER BY ${dialect.isMissing(raw)}, ${score} DESC, ${tie}) AS ${name}
  FROM impressions i${joinOf(list)}`;
  return pinned ? aroundPinned(`${sorted('j')} WHERE ${organicRow}`) : sorted('k');
}

function scoreOf(kind: 'scores' | 'ideal' | 'popularity', label: string): string {
  if (kind === 'scores') return 's.score';
  return kind === 'ideal' ? `i.${quoteIdent(labelColumn(label))}` : 'e.shown';
}

function joinOf(list: MetricSqlInput['list']): string {
  if (list.kind === 'scores') return ` JOIN ${quoteIdent(list.table)} s ON s.row_id = i.row_id`;
  if (list.kind !== 'popularity') return '';
  return ` JOIN (SELECT item_key, CASE WHEN (SELECT count(position) FROM impressions) > 0 THEN count(position) ELSE count(*) END::DOUBLE AS shown
    FROM impressions GROUP BY item_key) e ON e.item_key = i.item_key`;
}

/** Gain, relevance and how many relevant rows stand at or above each row. */
function scoredRows(input: MetricSqlInput, dialect: Dialect): string {
  const relevant = `CASE WHEN ${isRelevant(input, 'grade')} THEN 1 ELSE 0 END`;
  return `SELECT request_index, k, grade, ${gainSql(input, 'grade', dialect)} AS gain, ${relevant} AS relevant,
    sum(${relevant}) OVER (PARTITION BY request_index ORDER BY k, item_key DESC ROWS UNBOUNDED PRECEDING) AS found
  FROM ranked`;
}

function listSums({ spec }: MetricSqlInput, dialect: Dialect): string {
  const inTop = spec.cutoff === null ? 'true' : `k <= ${spec.cutoff}`;
  const sum = (x: string) => `coalesce(sum(CASE WHEN ${inTop} THEN ${x} END), 0)`;
  return `SELECT request_index, max(k) AS depth, ${sum(`gain / ${dialect.log2('k + 1')}`)} AS dcg, ${sum('relevant')} AS hits,
    ${sum('relevant * found / k')} AS precisions, min(CASE WHEN relevant = 1 AND ${inTop} THEN k END) AS first,
    ${dialect.countIf(`grade >= 0 AND ${inTop}`)} AS judged
  FROM scored GROUP BY request_index`;
}

/** Every judged item of the request, best gain first; of its list only where the preset says so. */
function idealRows({ label, settings, pinned }: MetricSqlInput): string {
  const order = 'row_number() OVER (PARTITION BY request_index ORDER BY grade DESC) AS k';
  const column = quoteIdent(labelColumn(label.name));
  const all = label.judged
    ? `SELECT request_index, relevance AS grade FROM judgments WHERE request_index IS NOT NULL AND relevance >= 0${ofOrganic(pinned === true)}`
    : `SELECT request_index, ${column} AS grade FROM impressions WHERE ${column} >= 0${pinned ? ` AND ${organicRow}` : ''}`;
  if (settings.ideal === 'judged') return `SELECT request_index, grade, ${order} FROM (${all}) j`;
  return `SELECT request_index, grade, ${order} FROM (SELECT request_index, grade FROM ranked WHERE grade >= 0
    UNION ALL SELECT DISTINCT request_index, 0 FROM (${all}) j) x`;
}

function idealSums(input: MetricSqlInput, dialect: Dialect): string {
  const inTop = input.spec.cutoff === null ? 'true' : `k <= ${input.spec.cutoff}`;
  const gain = gainSql(input, 'grade', dialect);
  return `SELECT request_index, sum(CASE WHEN ${inTop} THEN ${gain} / ${dialect.log2('k + 1')} ELSE 0 END) AS idcg,
    ${dialect.countIf(isRelevant(input, 'grade'))} AS relevant FROM ideals GROUP BY request_index`;
}

function isRelevant({ spec, settings }: MetricSqlInput, grade: string): string {
  return `${grade} >= ${relevanceLevel(spec, settings)}`;
}

function gainSql(input: MetricSqlInput, grade: string, dialect: Dialect): string {
  const { spec, settings } = input;
  const kind = spec.name === 'ndcg_exp2' ? 'exp2' : settings.gain;
  const lowest = spec.parameters.rel ?? 0;
  const table = settings.gainTable.map(([from, to]) => `WHEN ${from} THEN ${to}`).join(' ');
  const raw = {
    linear: grade,
    exp2: `${dialect.exp2(grade)} - 1`,
    binary: `CASE WHEN ${isRelevant(input, grade)} THEN 1 ELSE 0 END`,
    table: table === '' ? grade : `CASE ${grade} ${table} ELSE ${grade} END`,
  }[kind];
  return `CASE WHEN ${grade} >= ${lowest} THEN ${raw} ELSE 0 END`;
}

function valueExpression({ spec, settings, list }: MetricSqlInput, dialect: Dialect): string {
  const ordered = settings.ties === 'id' || settings.ties === 'input' || list.kind === 'logged';
  if (!ordered || settings.judgedOnly) throw unsupported(spec.name, 'the order of equal scores is averaged');
  if (settings.noPositive === 'refuse') throw unsupported(spec.name, 'the preset refuses requests without a positive');
  const none = { skip: 'NULL', zero: '0', one: '1' }[settings.noPositive];
  const withPositive = (x: string) => `CASE WHEN coalesce(n.relevant, 0) = 0 THEN ${none} ELSE ${x} END`;
  const { cutoff } = spec;
  const depth = cutoff === null ? 'l.depth' : dialect.least(String(cutoff), 'l.depth');
  switch (spec.name) {
    case 'dcg':
      return 'l.dcg';
    case 'ndcg':
    case 'ndcg_exp2':
      return `CASE WHEN coalesce(n.idcg, 0) > 0 THEN l.dcg / n.idcg ELSE ${none} END`;
    case 'map_R':
      return withPositive('l.precisions / n.relevant');
    case 'map_min':
      return withPositive(
        `l.precisions / ${cutoff === null ? 'n.relevant' : dialect.least(String(cutoff), 'n.relevant')}`,
      );
    case 'p':
      return `l.hits / ${settings.pDivisor === 'K' && cutoff !== null ? `${cutoff}` : depth}`;
    case 'recall':
      return withPositive('l.hits / n.relevant');
    case 'hit':
      return withPositive('CASE WHEN l.hits > 0 THEN 1 ELSE 0 END');
    case 'mrr':
      return withPositive('coalesce(1 / l.first, 0)');
    case 'judged':
      return `l.judged / ${cutoff ?? 'l.depth'}`;
    default:
      throw unsupported(spec.name, 'it is not computed from one ranked window');
  }
}

function unsupported(name: string, reason: string): RankscopeError {
  return new RankscopeError({
    code: 'unsupported',
    message: `There is no SQL form of ${name} here: ${reason}.`,
    hint: 'The SQL form covers ndcg, ndcg_exp2, dcg, map_R, map_min, p, recall, hit, mrr and judged with ties by id.',
  });
}
