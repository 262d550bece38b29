import {
  exactNumber,
  formatCount,
  formatFixed,
  formatInterval,
  formatPercent,
  formatSigned,
} from '../../../shared/format/numbers';
import type { BlendResult } from '../../../shared/pareto/paretoSchemas';
import { SmallTable } from '../../ui/smallTable';
import { changeOf } from './changeWords';
import { MovedList } from './movedList';
import classes from './weights.module.css';

type BlendValue = BlendResult['values'][number];

/** What the weights change against the case's: every objective, the lists, and the one that moves most. */
export function LiveResult({ result, isOfCase }: { result: BlendResult; isOfCase: boolean }) {
  const { values, lists, preview } = result;
  return (
    <>
      <SmallTable
        label="Objectives under these weights"
        rows={values}
        rowKey={({ metric }) => metric}
        columns={[
          { title: 'metric', cell: ({ metric }) => metric },
          {
            title: 'case',
            align: 'right',
            cell: ({ current, currentReason }) => <Exact value={current} why={currentReason} />,
          },
          { title: 'now', align: 'right', cell: ({ value, valueReason }) => <Exact value={value} why={valueReason} /> },
          { title: 'Δ [95%]', align: 'right', cell: (value) => <Delta value={value} /> },
          { title: '', wide: true, cell: (value) => <Change value={value} /> },
        ]}
      />
      <p className={classes.moves} role="status">
        {isOfCase
          ? "These are the case's weights: no list moves."
          : `The top ${lists.k} changes in ${formatPercent(lists.otherOrder / Math.max(1, lists.requests))} of ${formatCount(lists.requests)} lists, its items in ${formatPercent(lists.otherItems / Math.max(1, lists.requests))}; an item moves ${formatFixed(lists.meanShift, 1)} ranks on average.`}
      </p>
      {preview && <MovedList preview={preview} />}
    </>
  );
}

function Exact({ value, why }: { value: number | null; why?: string }) {
  return <span title={exactNumber(value) || why}>{formatFixed(value, 4)}</span>;
}

function Delta({ value: { delta, deltaReason, ci } }: { value: BlendValue }) {
  const interval = ci === null ? '' : ` ${formatInterval(ci, 4, 'signed')}`;
  return <span title={exactNumber(delta) || deltaReason}>{`${formatSigned(delta, 4)}${interval}`}</span>;
}

function Change({ value }: { value: BlendValue }) {
  const { text, tone, why } = changeOf(value);
  return (
    <span className={tone} title={why}>
      {text}
    </span>
  );
}
