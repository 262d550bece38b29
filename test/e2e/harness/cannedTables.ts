import type { TableInfo } from '../../../shared/schemas/data';
import { buildTable } from '../../../shared/wire/columns';
import type { Cell, ColumnType, Table } from '../../../shared/wire/table';
import type { Scenario } from './scenario';

const start = Date.UTC(2026, 6, 1);

interface CannedColumn {
  name: string;
  type: string;
  wire: ColumnType;
  value: (row: number) => Cell;
}

const columns: CannedColumn[] = [
  { name: 'request_id', type: 'VARCHAR', wire: 'utf8', value: (row) => requestId(Math.floor(row / 15)) },
  { name: 'item_id', type: 'VARCHAR', wire: 'utf8', value: (row) => `p-${(row * 7919) % 90_000}` },
  { name: 'position', type: 'INTEGER', wire: 'i32', value: (row) => (row % 15) + 1 },
  { name: 'served_at', type: 'TIMESTAMP', wire: 'time', value: (row) => start + Math.floor(row / 15) * 8123 },
  { name: 'score', type: 'DOUBLE', wire: 'f64', value: (row) => 1 / (1 + noise(row) * 9) },
  { name: 'f_price', type: 'DOUBLE', wire: 'f64', value: (row) => (row % 11 === 0 ? null : 4 + noise(row + 3) * 1800) },
  { name: 'grade', type: 'DOUBLE', wire: 'f64', value: (row) => (noise(row + 5) < 0.1 ? 1 : 0) },
  { name: 'surface', type: 'VARCHAR', wire: 'dict', value: (row) => ['home', 'search', 'store'][row % 3]! },
  { name: 'is_ad', type: 'BOOLEAN', wire: 'bool', value: (row) => row % 9 === 4 },
  {
    name: 'query',
    type: 'VARCHAR',
    wire: 'utf8',
    value: (row) => (row % 4 === 0 ? null : queryOf(Math.floor(row / 15))),
  },
];

export function requestId(at: number): string {
  return `r-${String(at).padStart(6, '0')}`;
}

export function queryOf(at: number): string {
  return ['running shoes', 'red lamp', 'usb c cable 2m', 'garden chair', 'coffee grinder', 'wool socks'][at % 6]!;
}

/** A number in [0, 1) that belongs to a row: the same at every call. */
export function noise(row: number): number {
  const x = Math.sin(row * 12.9898 + 78.233) * 43758.5453;
  return x - Math.floor(x);
}

export function cannedTableInfos(scenario: Scenario): TableInfo[] {
  const rows = scenario === 'big' ? 1_000_000 : scenario === 'empty' ? 0 : 186_045;
  const info = (name: string, title: string, description: string, count: number): TableInfo => ({
    name,
    title,
    description,
    rows: count,
    columns: columns.map((column) => ({ name: column.name, type: column.type, note: null })),
  });
  return [
    info('impressions', 'Impressions', 'One row per item of a list, sorted by request and position.', rows),
    info('refused_rows', 'Refused rows', 'Rows that could not be read, with file, line and reason.', 0),
  ];
}

/** Rows of the canned table; `descending` turns the whole table around. */
export function cannedPage(
  wanted: string[] | null,
  offset: number,
  limit: number,
  total: number,
  descending: boolean,
): Table {
  const chosen = columns.filter(({ name }) => wanted === null || wanted.includes(name));
  const rows = Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, at) =>
    descending ? total - 1 - offset - at : offset + at,
  );
  return buildTable(
    Object.fromEntries(chosen.map(({ name, wire, value }) => [name, { type: wire, values: rows.map(value) }])),
  );
}
