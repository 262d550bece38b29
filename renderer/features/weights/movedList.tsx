import { exactNumber, formatSigned } from '../../../shared/format/numbers';
import type { BlendResult } from '../../../shared/pareto/paretoSchemas';
import { cellAt, columnOf } from '../../../shared/wire/columns';
import { useRouteStore } from '../../state/routeStore';
import { SmallTable } from '../../ui/smallTable';
import classes from './weights.module.css';

type Preview = NonNullable<BlendResult['preview']>;

interface MovedRow {
  item: string;
  rank: number;
  before: number;
  predictions: (number | null)[];
}

const mostRows = 10;
const prefix = 'prediction:';

/** The list whose top moves most, in its new order. */
export function MovedList({ preview }: { preview: Preview }) {
  const setParams = useRouteStore((state) => state.setParams);
  const names = preview.table.columns.flatMap(({ name }) => (name.startsWith(prefix) ? name.slice(prefix.length) : []));
  return (
    <section aria-label="The list that moves most">
      <h3 className={classes.subtitle}>
        The list that moves most:{' '}
        <button type="button" className="plain-button num info" onClick={() => setParams({ request: preview.request })}>
          {preview.request}
        </button>
      </h3>
      <SmallTable
        label={`First items of request ${preview.request}`}
        rows={rowsOf(preview, names)}
        rowKey={({ item, rank }) => `${rank} ${item}`}
        columns={[
          { title: 'rank', align: 'right', cell: ({ rank }) => rank },
          { title: 'moved', align: 'right', cell: ({ rank, before }) => <Moved by={before - rank} /> },
          { title: 'item', wide: true, cell: ({ item }) => <span className="num">{item}</span> },
          ...names.map((title, k) => ({
            title,
            align: 'right' as const,
            cell: ({ predictions }: MovedRow) => <Prediction value={predictions[k]!} />,
          })),
        ]}
      />
    </section>
  );
}

function Moved({ by }: { by: number }) {
  if (by === 0) return <span className="faint">=</span>;
  return <span className={by > 0 ? 'good' : 'bad'}>{formatSigned(by, 0)}</span>;
}

function Prediction({ value }: { value: number | null }) {
  return <span title={exactNumber(value)}>{value === null ? '–' : Number(value.toPrecision(3))}</span>;
}

function rowsOf({ table }: Preview, names: readonly string[]): MovedRow[] {
  const column = (name: string) => columnOf(table, name);
  return Array.from({ length: Math.min(mostRows, table.rows) }, (_, row) => ({
    item: String(cellAt(column('item_id'), row)),
    rank: Number(cellAt(column('rank'), row)),
    before: Number(cellAt(column('rank_case'), row)),
    predictions: names.map((name) => cellAt(column(prefix + name), row) as number | null),
  }));
}
