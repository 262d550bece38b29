import { formatFixed, formatSigned } from '../../../shared/format/numbers';
import { useCaseInfo } from '../../state/caseContext';
import { useRouteStore } from '../../state/routeStore';
import { ModelName } from '../../ui/modelName';
import { useRovingCells } from '../../ui/useRovingCells';
import classes from './compare.module.css';
import { type MatrixRow, metricDecimals, sharedReach } from './matrix';
import { NumberButton } from './numberButton';
import { PairCells } from './pairCells';
import type { Comparison } from './useComparison';

type Cell = ReturnType<typeof useRovingCells<HTMLTableElement>>['cell'];

/** The metric table: one tab stop, arrows inside, Enter on a number for its definition. */
export function MatrixTable({ comparison }: { comparison: Comparison }) {
  const { contestants, rows } = comparison;
  const { cell, ...roving } = useRovingCells<HTMLTableElement>();
  const reaches = contestants.slice(1).map((_, at) => sharedReach(rows, at));
  return (
    <div className={classes.matrixScroll}>
      <table className={classes.matrix} aria-label="Metrics" {...roving}>
        <Head contestants={contestants} reaches={reaches} />
        <tbody>
          {rows.map((row, at) => (
            <Row key={row.id} row={row} at={at} comparison={comparison} reaches={reaches} cell={cell} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Head({ contestants, reaches }: { contestants: string[]; reaches: number[] }) {
  const info = useCaseInfo();
  return (
    <thead>
      <tr>
        <th scope="col">metric</th>
        {contestants.map((name) => (
          <th key={name} scope="col" className={classes.right}>
            <ModelName info={info} name={name} />
          </th>
        ))}
        {contestants.slice(1).map((name, at) => (
          <PairHead key={name} name={contestants.length > 2 ? name : null} reach={reaches[at] ?? 0} />
        ))}
      </tr>
    </thead>
  );
}

function PairHead({ name, reach }: { name: string | null; reach: number }) {
  const info = useCaseInfo();
  const decimals = metricDecimals([reach]);
  return (
    <>
      <th scope="col" className={`${classes.right} ${classes.group}`}>
        Δ {name && <ModelName info={info} name={name} />}
      </th>
      <th scope="col" className={classes.axis}>
        <span className="visually-hidden">interval of the difference</span>
        {reach > 0 && (
          <span className={classes.axisTicks} aria-hidden>
            <span>{formatSigned(-reach, decimals)}</span>
            <span>{formatFixed(0, 0)}</span>
            <span>{formatSigned(reach, decimals)}</span>
          </span>
        )}
      </th>
      <th scope="col" className={classes.right}>
        p
      </th>
      <th scope="col">verdict</th>
      <th scope="col" className={classes.right} title="Requests where it is better, equal, worse">
        win / tie / loss
      </th>
    </>
  );
}

interface RowProps {
  row: MatrixRow;
  at: number;
  comparison: Comparison;
  reaches: number[];
  cell: Cell;
}

function Row({ row, at, comparison, reaches, cell }: RowProps) {
  const info = useCaseInfo();
  const setParams = useRouteStore((state) => state.setParams);
  const { metric, model, contestants, pending } = comparison;
  const chosen = metric?.id === row.id;
  const choose = (against: string | null) => setParams({ metric: row.id, ...(against !== null && { against }) });
  return (
    <tr data-chosen={chosen || undefined}>
      <th scope="row">
        <button
          type="button"
          className={`plain-button ${classes.metricName}`}
          aria-pressed={chosen}
          onClick={() => choose(null)}
          {...cell(at, 0)}
        >
          {row.metric}
          {row.label !== null && row.label !== info.label && <span className="faint">{`:${row.label}`}</span>}
        </button>
      </th>
      {contestants.map((name, column) => (
        <td key={name} className={classes.right}>
          <NumberButton
            row={row}
            comparison={comparison}
            mean={row.means[column] ?? null}
            text={formatFixed(row.means[column]?.mean, row.decimals)}
            onRequests={() => choose(name === contestants[0] ? null : name)}
            {...cell(at, column + 1)}
          />
        </td>
      ))}
      {row.pairs.map((pair, column) => (
        <PairCells
          key={contestants[column + 1]}
          row={row}
          pair={pair}
          comparison={comparison}
          reach={reaches[column] ?? 0}
          chosen={chosen && model === contestants[column + 1]}
          pending={pending}
          onRequests={() => choose(contestants[column + 1] ?? null)}
          place={cell(at, contestants.length + 1 + column)}
        />
      ))}
    </tr>
  );
}
