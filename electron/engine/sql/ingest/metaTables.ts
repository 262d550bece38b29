import type { Sql } from '../../db/sql';

/** Small tables are written from JSON: name to column definitions, in order. */
const tables = {
  refused_rows: { file: 'VARCHAR', line: 'BIGINT', reason: 'VARCHAR', text: 'VARCHAR' },
  checks: { id: 'VARCHAR', severity: 'VARCHAR', title: 'VARCHAR', count: 'DOUBLE', detail: 'VARCHAR', rows: 'VARCHAR' },
  models: {
    n: 'INTEGER',
    name: 'VARCHAR',
    kind: 'VARCHAR',
    file: 'VARCHAR',
    file_sha256: 'VARCHAR',
    key: 'VARCHAR',
    state: 'VARCHAR',
    reason: 'VARCHAR',
    scored_rows: 'DOUBLE',
    missing_rows: 'DOUBLE',
    extra_rows: 'DOUBLE',
    non_finite_rows: 'DOUBLE',
    features: 'VARCHAR',
    output: 'VARCHAR',
    objectives: 'VARCHAR',
    served: 'BOOLEAN',
  },
  embeddings: {
    n: 'INTEGER',
    name: 'VARCHAR',
    entity: 'VARCHAR',
    role: 'VARCHAR',
    version: 'VARCHAR',
    dimension: 'INTEGER',
    rows: 'DOUBLE',
    metric: 'VARCHAR',
  },
  meta: { key: 'VARCHAR', value: 'VARCHAR' },
} as const;

export type MetaTable = keyof typeof tables;

/** Creates a small table, or replaces it, with rows given as plain objects by column name. */
export function writeMetaTable(table: MetaTable, rows: readonly object[]): Sql[] {
  const columns = Object.entries(tables[table]);
  const list = columns.map(([name, type]) => `"${name}" ${type}`).join(', ');
  const shape = JSON.stringify([Object.fromEntries(columns)]);
  const names = columns.map(([name]) => `r."${name}"`).join(', ');
  return [
    { text: `CREATE OR REPLACE TABLE ${table} (${list})` },
    {
      text: `INSERT INTO ${table} SELECT ${names} FROM (SELECT unnest(from_json($1::VARCHAR::JSON, '${shape}')) AS r)`,
      params: [JSON.stringify(rows)],
    },
  ];
}

/** The value of a key of `meta`, as column `value`. */
export function readMeta(key: string): Sql {
  return { text: 'SELECT value FROM meta WHERE key = $1', params: [key] };
}

/** Positive and judged rows of each label, as `positive_<i>` and `judged_<i>`. */
export function countLabels(columns: readonly string[]): Sql {
  const counts = columns.map((column, index) => {
    const cell = `"${column.replaceAll('"', '""')}"`;
    return `count_if(${cell} > 0)::DOUBLE AS positive_${index}, count(${cell})::DOUBLE AS judged_${index}`;
  });
  return { text: `SELECT ${counts.join(', ')} FROM impressions` };
}

/** Shuts the file system to a build database that is going to be used as the session itself. */
export const closeAccess: readonly Sql[] = [
  { text: 'SET preserve_insertion_order=true' },
  { text: 'SET enable_external_access=false' },
  { text: 'SET lock_configuration=true' },
];

export const checkpoint: Sql = { text: 'CHECKPOINT' };
