import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../../electron/engine/db/database';
import { openScratch } from '../../../electron/engine/db/open';
import { allowedFunctions, growingFunctions } from '../../../electron/engine/sql/predicate/allowedFunctions';

interface FunctionInfo {
  kinds: Set<string>;
  stabilities: Set<string>;
}

/** Forms of the parser: it turns them into operators or other functions, and DuckDB lists no function of the name. */
const parserForms = ['coalesce', 'ifnull', 'if', '!~', '->', '->>', '^@', '**', '!~~', '!~~*', 'not_ilike_escape'];

/** What the parser writes for `a ~ b`, `!a` and `@ a`, and casts written as calls. */
const otherSpellings = ['~', '@', '!', 'date', 'nullif'];

let db: Database;
let known: Map<string, FunctionInfo>;

beforeAll(async () => {
  db = await openScratch({ allowedPaths: [] });
  const rows = await db.readRows({
    text: 'SELECT DISTINCT function_name AS name, function_type AS kind, stability FROM duckdb_functions()',
  });
  known = new Map();
  for (const { name, kind, stability } of rows) {
    const info = known.get(String(name)) ?? { kinds: new Set(), stabilities: new Set() };
    info.kinds.add(String(kind));
    if (stability !== null) info.stabilities.add(String(stability));
    known.set(String(name), info);
  }
});
afterAll(() => db.close());

function allowedThat(test: (info: FunctionInfo) => boolean): string[] {
  return [...allowedFunctions].filter((name) => {
    const info = known.get(name);
    return info !== undefined && test(info);
  });
}

describe('allowed functions', () => {
  it('exist in this DuckDB, but for forms of its parser', () => {
    const absent = [...allowedFunctions].filter((name) => !known.has(name));
    expect(absent.filter((name) => ![...parserForms, ...otherSpellings].includes(name))).toEqual([]);
  });

  it('work row by row, never on tables', () => {
    expect(allowedThat(({ kinds }) => !kinds.has('scalar') && !kinds.has('macro'))).toEqual([]);
    expect(allowedThat(({ kinds }) => kinds.has('aggregate') || kinds.has('table') || kinds.has('pragma'))).toEqual([]);
  });

  it('give the same result every time', () => {
    expect(allowedThat(({ stabilities }) => stabilities.has('VOLATILE'))).toEqual([]);
    // Differ between queries, not within one: they read the clock or the connection.
    expect(allowedThat(({ stabilities }) => stabilities.has('CONSISTENT_WITHIN_QUERY'))).toEqual([]);
  });

  it('hold no name that reaches files, settings, sequences or the clock', () => {
    const dangerous =
      /read_|write_|glob|getvariable|setting|nextval|currval|random|uuid|now|today|current_|sleep|query/;
    expect([...allowedFunctions].filter((name) => dangerous.test(name))).toEqual([]);
    expect([...growingFunctions].filter((name) => !allowedFunctions.has(name))).toEqual([]);
  });
});
