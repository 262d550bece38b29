import type { TableInfo } from '../../../shared/schemas/data';
import { nameText } from '../../../shared/slices/predicateText';

export interface ExampleQuery {
  title: string;
  sql: string;
}

const textType = /^(VARCHAR|ENUM)/i;
const timeType = /^(TIMESTAMP|DATE)/i;
const idName = /(^|_)(id|key|index|query|title|name|url)$/i;

/** Three queries worth a look that run on the case's own tables, the log's first; none without tables that have rows. */
export function exampleQueries(tables: readonly TableInfo[]): ExampleQuery[] {
  const log = tables.find(({ name }) => name === 'impressions') ?? tables.find(({ rows }) => rows > 0);
  if (!log) return [];
  const other = tables.find(({ name, rows }) => name !== log.name && rows > 0);
  const examples = [byGroup(log), byDay(log), summary(log), firstRows(log), other && firstRows(other)];
  return examples.filter((each) => each !== undefined).slice(0, 3);
}

function byGroup(table: TableInfo): ExampleQuery | undefined {
  const group = table.columns.find(({ name, type }) => textType.test(type) && !idName.test(name));
  if (!group) return undefined;
  const column = nameText(group.name);
  const lines = [
    `SELECT ${column}, count(*) AS "rows"${requests(table)}`,
    `FROM ${nameText(table.name)}`,
    `GROUP BY ${column}`,
    'ORDER BY "rows" DESC',
  ];
  return { title: `Rows of each ${group.name}`, sql: lines.join('\n') };
}

function byDay(table: TableInfo): ExampleQuery | undefined {
  const time = table.columns.find(({ type }) => timeType.test(type));
  if (!time) return undefined;
  const lines = [
    `SELECT date_trunc('day', ${nameText(time.name)}) AS "day", count(*) AS "rows"${requests(table)}`,
    `FROM ${nameText(table.name)}`,
    'GROUP BY "day"',
    'ORDER BY "day"',
  ];
  return { title: 'Rows of each day', sql: lines.join('\n') };
}

function summary(table: TableInfo): ExampleQuery {
  return { title: `Every column of ${table.name} in one line`, sql: `SUMMARIZE ${nameText(table.name)}` };
}

function firstRows(table: TableInfo): ExampleQuery {
  const lines = ['SELECT *', `FROM ${nameText(table.name)}`, 'LIMIT 100'];
  return { title: `The first rows of ${table.name}`, sql: lines.join('\n') };
}

function requests({ columns }: TableInfo): string {
  const key = ['request_id', 'request_index'].find((name) => columns.some((column) => column.name === name));
  return key ? `, count(DISTINCT ${key}) AS requests` : '';
}
