import { RankscopeError } from '../../../../shared/wire/errors';

export const dialectNames = ['bigquery', 'trino', 'spark', 'snowflake', 'duckdb'] as const;
export type DialectName = (typeof dialectNames)[number];

export type WindowUnit = 'SECOND' | 'MINUTE' | 'HOUR' | 'DAY';

/** What differs between warehouses in the SQL that draws a sample. Expressions in, expressions out. */
export interface Dialect {
  /** A value as text. */
  text(expression: string): string;
  /** The first 32 bits of the MD5 of a text, as a whole number: the same in every dialect. */
  bucket(text: string): string;
  /** A point in time from `2026-07-01 00:00:00`, UTC. */
  timestamp(utc: string): string;
  plus(time: string, amount: number, unit: WindowUnit): string;
  /** Quotes a name that is not plain or is a reserved word. */
  quoted(name: string): string;
}

const backticks = (name: string) => `\`${name.replaceAll('`', '\\`')}\``;
const doubleQuotes = (name: string) => `"${name.replaceAll('"', '""')}"`;

export const dialects: Readonly<Record<DialectName, Dialect>> = {
  bigquery: {
    text: (each) => `CAST(${each} AS STRING)`,
    bucket: (each) => `CAST(CONCAT('0x', SUBSTR(TO_HEX(MD5(${each})), 1, 8)) AS INT64)`,
    timestamp: (utc) => `TIMESTAMP '${utc}+00'`,
    plus: (time, amount, unit) => `TIMESTAMP_ADD(${time}, INTERVAL ${amount} ${unit})`,
    quoted: backticks,
  },
  trino: {
    text: (each) => `CAST(${each} AS VARCHAR)`,
    bucket: (each) => `FROM_BASE(SUBSTR(TO_HEX(MD5(TO_UTF8(${each}))), 1, 8), 16)`,
    timestamp: (utc) => `TIMESTAMP '${utc} UTC'`,
    plus: (time, amount, unit) => `${time} + INTERVAL '${amount}' ${unit}`,
    quoted: doubleQuotes,
  },
  spark: {
    text: (each) => `CAST(${each} AS STRING)`,
    bucket: (each) => `CAST(CONV(SUBSTR(MD5(${each}), 1, 8), 16, 10) AS BIGINT)`,
    timestamp: (utc) => `TIMESTAMP '${utc}Z'`,
    plus: (time, amount, unit) => `${time} + INTERVAL ${amount} ${unit}`,
    quoted: (name) => `\`${name.replaceAll('`', '``')}\``,
  },
  snowflake: {
    text: (each) => `CAST(${each} AS VARCHAR)`,
    bucket: (each) => `TO_NUMBER(SUBSTR(MD5(${each}), 1, 8), 'XXXXXXXX')`,
    timestamp: (utc) => `'${utc} +0000'::TIMESTAMP_TZ`,
    plus: (time, amount, unit) => `DATEADD(${unit}, ${amount}, ${time})`,
    // Snowflake stores plain names in capitals; a quoted lower-case name would be another one.
    quoted: (name) => doubleQuotes(plain.test(name) ? name.toUpperCase() : name),
  },
  duckdb: {
    text: (each) => `CAST(${each} AS VARCHAR)`,
    bucket: (each) => `('0x' || substr(md5(${each}), 1, 8))::BIGINT`,
    timestamp: (utc) => `TIMESTAMPTZ '${utc}+00'`,
    plus: (time, amount, unit) => `${time} + INTERVAL ${amount} ${unit}`,
    quoted: doubleQuotes,
  },
};

const plain = /^[A-Za-z_][A-Za-z0-9_]*$/;
const reserved =
  /^(all|and|any|array|as|at|by|case|cast|column|columns|cross|current|date|default|distinct|else|end|for|from|full|group|groups|having|in|index|inner|interval|is|join|left|limit|not|null|of|on|or|order|over|partition|position|qualify|range|rank|right|row|rows|select|set|table|then|time|timestamp|to|union|unnest|user|using|values|when|where|window|with)$/i;

/** A column name as the dialect writes it. */
export function columnName(dialect: Dialect, name: string): string {
  return plain.test(name) && !reserved.test(name) ? name : dialect.quoted(refuseBroken(name));
}

/** A table name of up to four parts, such as `project.dataset.table`; parts that are not plain are quoted. */
export function tableName(dialect: Dialect, name: string): string {
  const parts = name.replaceAll(/[`"]/g, '').split('.');
  if (parts.length <= 4 && parts.every((part) => part !== '')) {
    return parts.map((part) => columnName(dialect, part)).join('.');
  }
  throw new RankscopeError({
    code: 'usage',
    message: `"${name}" is not the name of a table.`,
    hint: 'Such as impressions or project.dataset.impressions.',
  });
}

function refuseBroken(name: string): string {
  if (!/[\p{Cc}\\]/u.test(name)) return name;
  throw new RankscopeError({ code: 'usage', message: `The name ${JSON.stringify(name)} holds a control character.` });
}
