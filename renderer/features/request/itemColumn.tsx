import { useCaseInfo } from '../../state/caseContext';
import { ModelName } from '../../ui/modelName';
import classes from './inspector.module.css';
import type { RankColumn } from './rankColumns';
import { gradeOf, type RequestItem } from './requestItems';

interface ItemColumnProps {
  column: RankColumn;
  items: RequestItem[];
  limit: number;
  active: number | null;
  onPoint: (row: number) => void;
}

/** One order of the items, best first. */
export function ItemColumn({ column, items, limit, active, onPoint }: ItemColumnProps) {
  const info = useCaseInfo();
  const name = column.model ?? 'as shown';
  return (
    <section className={classes.column} aria-label={`Order ${name}`}>
      <h3 className={classes.columnHead}>
        {column.model === null ? <span className="soft">as shown</span> : <ModelName info={info} name={column.model} />}
      </h3>
      <ol className={classes.items}>
        {column.rows.slice(0, limit).map((row, at) => (
          <li
            key={row}
            className={classes.item}
            data-active={row === active || undefined}
            title={items[row]?.detail}
            onMouseEnter={() => onPoint(row)}
          >
            <span className={classes.rank}>{column.places[at]}</span>
            <Grade item={items[row]!} />
            <span className={classes.itemId}>{items[row]?.id}</span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function Grade({ item }: { item: RequestItem }) {
  const grade = gradeOf(item);
  const words = grade === 'none' ? 'no label' : `label ${item.label}`;
  return <span className={classes.dot} data-grade={grade} role="img" aria-label={words} />;
}
