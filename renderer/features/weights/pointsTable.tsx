import { Button } from '@mantine/core';
import { exactNumber, formatFixed, formatInterval, formatSigned } from '../../../shared/format/numbers';
import type { ParetoPointRow, ParetoResult } from '../../../shared/pareto/paretoSchemas';
import { pointText } from '../../../shared/pareto/pointText';
import { SmallTable } from '../../ui/smallTable';
import { markOf } from './pointMark';
import classes from './weights.module.css';
import type { Weights } from './weightsParam';

interface PointsTableProps {
  result: ParetoResult;
  onTake: (weights: Weights) => void;
}

/** Every weighting: the case's, then the front, then the dominated ones, each by the first axis. */
export function PointsTable({ result, onTake }: PointsTableProps) {
  const { points, axes, form } = result;
  return (
    <SmallTable
      label="Weightings"
      rows={inOrder(result)}
      rowKey={(point) => String(points.indexOf(point))}
      columns={[
        { title: 'weights', wide: true, cell: (point) => <Name point={point} /> },
        ...axes.map(({ metric }, m) => ({
          title: metric,
          align: 'right' as const,
          cell: (point: ParetoPointRow) => <Value value={point.values[m]!} />,
        })),
        { title: 'mark', cell: (point) => <Mark point={point} /> },
        {
          title: 'use',
          cell: (point) =>
            point.weights !== null && point.form === form ? (
              <Button
                variant="subtle"
                size="compact-sm"
                aria-label={`Take ${pointText(point)}`}
                onClick={() => onTake(point.weights!)}
              >
                Take
              </Button>
            ) : null,
        },
      ]}
    />
  );
}

function Mark({ point }: { point: ParetoPointRow }) {
  const { sign, text, limit, why } = markOf(point);
  return (
    <span title={why}>
      <span aria-hidden>{sign}</span> {text}
      {limit && <span className={`faint ${classes.under}`}>{limit}</span>}
    </span>
  );
}

function Name({ point }: { point: ParetoPointRow }) {
  return <span className="num">{point.ofCase ? `${pointText(point)} (case)` : pointText(point)}</span>;
}

function Value({ value: { value, valueReason, ci, versusCase } }: { value: ParetoPointRow['values'][number] }) {
  const delta = versusCase && `${formatSigned(versusCase.delta, 4)} ${formatInterval(versusCase.ci, 4, 'signed')}`;
  const why = [exactNumber(value) || valueReason, formatInterval(ci, 4), delta && `against the case's ${delta}`];
  return (
    <span title={why.filter(Boolean).join(', ')}>
      {formatFixed(value, 4)}
      {versusCase && <span className={`faint ${classes.under}`}>{formatSigned(versusCase.delta, 4)}</span>}
    </span>
  );
}

function inOrder({ points, axes }: ParetoResult): ParetoPointRow[] {
  const rank = ({ ofCase, front }: ParetoPointRow) => (ofCase ? 0 : front ? 1 : 2);
  const first = (point: ParetoPointRow) => axes[0]!.direction * (point.values[0]!.value ?? Number.NEGATIVE_INFINITY);
  return [...points].sort((a, b) => rank(a) - rank(b) || first(b) - first(a));
}
