import type { BlendResult } from '../../../shared/pareto/paretoSchemas';
import { buildTable, cellAt, columnOf } from '../../../shared/wire/columns';
import type { Cell } from '../../../shared/wire/table';
import { integersOf } from '../compare/columns';
import type { Database } from '../db/database';
import { rowNames } from '../sql/compare/itemRows';
import type { ShiftedRow } from './listShifts';
import type { WeightedModel } from './weightedModel';

const mostRows = 200;

/** One list under both weightings, as the contract has it; null when no list moves. */
export async function previewTable(
  db: Database,
  { objectives }: WeightedModel,
  list: readonly ShiftedRow[],
  signal?: AbortSignal,
): Promise<BlendResult['preview']> {
  if (list.length === 0) return null;
  const rows = list.slice(0, mostRows);
  const names = await db.read(rowNames(rows.map(({ row }) => row)), { signal });
  const at = new Map(Array.from(integersOf(names, 'row_id'), (row, i) => [row, i]));
  const name = (column: string): Cell[] => rows.map(({ row }) => cellAt(columnOf(names, column), at.get(row)!));
  const number = (value: number): Cell => (Number.isNaN(value) ? null : value);
  const table = buildTable({
    item_id: { type: 'utf8', values: name('item_id') },
    rank: { type: 'i32', values: rows.map(({ rank }) => rank) },
    rank_case: { type: 'i32', values: rows.map(({ rankCase }) => rankCase) },
    ...Object.fromEntries(
      objectives.map((objective, k) => [
        `prediction:${objective}`,
        { type: 'f64' as const, values: rows.map(({ predictions }) => number(predictions[k]!)) },
      ]),
    ),
  });
  return { request: String(name('request_id')[0]), table };
}
