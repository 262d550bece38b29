import type { LogRole, ResolvedCase } from '../../../shared/case/resolvedCase';
import { RankscopeError } from '../../../shared/wire/errors';
import { type DialectName, dialectNames, type WindowUnit } from '../sql/extract/dialects';
import { type SampledOutcome, sampleSql } from '../sql/extract/sampleSql';

export interface ExtractOptions {
  dialect: string;
  rate: number;
  unit: string;
  /** Dates or times, UTC; `to` is exclusive. */
  from: string | null;
  to: string | null;
  salt: string;
  /** Names of the warehouse's tables: `impressions`, `clicks`, `orders`; an empty name leaves an outcome out. */
  tables: Readonly<Record<string, string>>;
  /** Columns by role; an empty name leaves a role out. Beside the roles: `clickTime`, `orderTime`, `amount`. */
  columns: Readonly<Record<string, string>>;
  features: readonly string[];
  windows: { click: string; order: string };
  /** A case whose names are taken over, or null. */
  case: ResolvedCase | null;
}

/** The SQL of a sample, and the part of case.yaml that describes it. */
export interface ExtractedSample {
  dialect: DialectName;
  sql: string;
  sampling: { unit: string; rate: number };
  yaml: string;
}

/** Columns that a log has when it follows docs/logging.md. */
const usualColumns: Partial<Record<LogRole, string>> = {
  request: 'request_id',
  item: 'item_id',
  position: 'position',
  time: 'served_at',
  user: 'user_id',
  query: 'query',
  surface: 'surface',
  score: 'serving_score',
  propensity: 'propensity',
  loggingPolicy: 'logging_policy',
  viewed: 'in_viewport',
  slot: 'slot_type',
  rule: 'rule_code',
  host: 'host',
};
const outcomeRoles = ['click', 'conversion', 'revenue'] as const;
const extraNames = { clickTime: 'clicked_at', orderTime: 'ordered_at', amount: 'amount' };

/** Composes the SQL that draws a sample from a warehouse. Wrong options are `usage` errors; nothing is run. */
export function extractSample(options: ExtractOptions): ExtractedSample {
  const dialect = dialectNames.find((each) => each === options.dialect);
  if (!dialect) throw wrong(`The dialect "${options.dialect}" is not known.`, `Known are ${dialectNames.join(', ')}.`);
  const unit = (['user', 'request', 'item'] as const).find((each) => each === options.unit);
  if (!unit) throw wrong(`The unit "${options.unit}" is not known.`, 'It is user, request or item.');
  if (!/^[\w.-]{1,64}$/.test(options.salt)) throw wrong('--salt must be of letters, digits, dots and dashes.');
  if (!(options.rate > 0 && options.rate <= 1)) throw wrong('--rate must be above 0 and at most 1.');
  const roles = roleColumns(options);
  const { request, item, time, user } = roles;
  if (!request || !item || !time) throw wrong('A sample needs columns for request, item and time.');
  if (unit === 'user' && !user) throw wrong('A sample of users needs a user column.', 'Or draw by --unit request.');
  const outcomes = sampledOutcomes(options, { request, item });
  const versions = Object.values(options.case?.log.versions ?? {});
  const columns = [...new Set([...Object.values(roles), ...versions, ...options.features])];
  const clash = outcomes.flatMap((each) => [each.flag, each.timeAs]).find((each) => columns.includes(each));
  if (clash)
    throw wrong(`"${clash}" is a column of the impressions and the name of an outcome.`, 'Leave one of them out.');
  const sql = sampleSql({
    dialect,
    table: options.tables.impressions || 'impressions',
    columns,
    keys: { request, item, time, user: user ?? null },
    unit,
    rate: options.rate,
    salt: options.salt,
    from: utc(options.from),
    to: utc(options.to),
    outcomes,
  });
  const yaml = caseBlock(options, unit, roles, outcomes);
  return { dialect, sql: `${header(options, yaml)}${sql}`, sampling: { unit, rate: options.rate }, yaml };
}

function roleColumns({ case: given, columns }: ExtractOptions): Partial<Record<LogRole, string>> {
  const base: Partial<Record<LogRole, string>> = { ...(given ? given.log.columns : usualColumns) };
  for (const role of outcomeRoles) delete base[role];
  const known = new Set<string>([
    ...Object.keys(usualColumns),
    ...Object.keys(base),
    'list',
    'page',
    'weight',
    'relevance',
  ]);
  for (const [role, column] of Object.entries(columns)) {
    if (role in extraNames || (outcomeRoles as readonly string[]).includes(role)) continue;
    if (!known.has(role))
      throw wrong(`The role "${role}" of --columns is not known.`, `Known are ${[...known].join(', ')}.`);
    if (column === '') delete base[role as LogRole];
    else base[role as LogRole] = column;
  }
  return base;
}

function sampledOutcomes(options: ExtractOptions, keys: { request: string; item: string }): SampledOutcome[] {
  const { tables, columns, windows } = options;
  const name = (key: keyof typeof extraNames) => columns[key] || extraNames[key];
  const own = options.case?.log.columns ?? {};
  const outcomes: SampledOutcome[] = [];
  if (tables.clicks !== '') {
    outcomes.push({
      ...keys,
      table: tables.clicks ?? 'clicks',
      time: name('clickTime'),
      window: windowOf(windows.click),
      flag: columns.click || own.click || 'click',
      timeAs: 'click_time',
      amount: null,
    });
  }
  if (tables.orders !== '') {
    outcomes.push({
      ...keys,
      table: tables.orders ?? 'orders',
      time: name('orderTime'),
      window: windowOf(windows.order),
      flag: columns.conversion || own.conversion || 'ordered',
      timeAs: 'order_time',
      amount: { column: name('amount'), as: columns.revenue || own.revenue || 'gmv' },
    });
  }
  return outcomes;
}

const units: Record<string, { unit: WindowUnit; times: number }> = {
  s: { unit: 'SECOND', times: 1 },
  m: { unit: 'MINUTE', times: 1 },
  h: { unit: 'HOUR', times: 1 },
  d: { unit: 'DAY', times: 1 },
  w: { unit: 'DAY', times: 7 },
};

function windowOf(text: string): SampledOutcome['window'] {
  const match = /^(\d+)\s*(s|m|h|d|w)$/.exec(text.trim());
  if (!match) throw wrong(`"${text}" is not a window.`, 'Such as 30m, 12h or 7d.');
  const { unit, times } = units[match[2]!]!;
  return { amount: Number(match[1]) * times, unit };
}

function utc(text: string | null): string | null {
  if (text === null) return null;
  const time = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2})?)?Z?$/.test(text) ? Date.parse(isoText(text)) : Number.NaN;
  if (Number.isNaN(time))
    throw wrong(`"${text}" is not a date or time.`, 'Such as 2026-07-01 or 2026-07-01T06:00:00, in UTC.');
  return new Date(time).toISOString().slice(0, 19).replace('T', ' ');
}

function isoText(text: string): string {
  const plain = text.replace(' ', 'T').replace(/Z$/, '');
  return plain.length === 10 ? plain : `${plain}Z`;
}

function caseBlock(
  { rate, windows }: ExtractOptions,
  unit: string,
  roles: Partial<Record<LogRole, string>>,
  outcomes: readonly SampledOutcome[],
): string {
  const scalar = (text: string) => (/^[A-Za-z_][A-Za-z0-9_]*$/.test(text) ? text : JSON.stringify(text));
  const columns = Object.entries(roles).map(([role, column]) => `    ${role}: ${scalar(column)}`);
  const order = outcomes.find((each) => each.amount);
  const click = outcomes.find((each) => !each.amount);
  return [
    'log:',
    `  sampling: { unit: ${unit}, rate: ${rate} }`,
    '  columns:',
    ...columns,
    ...(outcomes.length > 0 ? ['outcomes:'] : []),
    ...(click ? [`  click: { column: ${scalar(click.flag)}, time: ${click.timeAs}, window: ${windows.click} }`] : []),
    ...(order
      ? [
          `  order: { column: ${scalar(order.flag)}, time: ${order.timeAs}, window: ${windows.order}${click ? ', after: click' : ''} }`,
          `  gmv: { column: ${scalar(order.amount!.as)}, of: order }`,
        ]
      : []),
    ...(outcomes.length > 0
      ? ['# observedUntil: write the time when this ran: rows younger than a window are then immature']
      : []),
  ].join('\n');
}

function header({ rate, salt, unit }: ExtractOptions, yaml: string): string {
  const lines = [
    `A sample of ${Number((rate * 100).toPrecision(6))}% of all ${unit}s, drawn by MD5('${salt}:' || id): the same ones every time and in every warehouse.`,
    ...(unit === 'item'
      ? ['A sample of items tears lists apart: metrics of lists mean nothing on it. Draw users or requests instead.']
      : [`Every row of a drawn ${unit} stays, so lists are whole.`]),
    'Save the result as Parquet, and write into case.yaml:',
    '',
    ...yaml.split('\n'),
  ];
  return `${lines.map((line) => `-- ${line.replace(/[\r\n]/g, ' ')}`.trimEnd()).join('\n')}\n`;
}

function wrong(message: string, hint?: string): RankscopeError {
  return new RankscopeError({ code: 'usage', message, hint });
}
