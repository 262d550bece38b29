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

interface LiveResultProps {
  result: BlendResult;
  /** Intervals are still being computed. */
  pending: boolean;
  isOfCase: boolean;
}

/** What the weights change against the case's: every objective, the lists, and the one that moves most. */
export function LiveResult({ result, pending, isOfCase }: LiveResultProps) {
  const { values, lists, preview } = result;
  return (
    <>
      <SmallTable
        label="Objectives under these weights"
        rows={values}
        rowKey={({ metric }) => metric}
        columns={[
          { title: 'metric', wide: true, cell: (value) => <Metric value={value} /> },
          { title: 'now', align: 'right', cell: (value) => <Now value={value} /> },
          { title: 'Δ, 95% interval', align: 'right', cell: (value) => <Delta value={value} pending={pending} /> },
        ]}
      />
      <p className={classes.moves} role="status">
        {isOfCase
          ? "These are the case's weights: no list moves."
          : `The top ${lists.k} changes in ${formatPercent(lists.otherOrder / Math.max(1, lists.requests))} of ${formatCount(lists.requests)} lists, its items in ${formatPercent(lists.otherItems / Math.max(1, lists.requests))}; an item moves ${formatFixed(lists.meanShift, 1)} ranks on average.`}
      </p>
      {reasonsOf(values).map((reason) => (
        <p key={reason} className={classes.moves}>{`Withheld: ${reason}.`}</p>
      ))}
      {preview && <MovedList preview={preview} />}
    </>
  );
}

/** Why numbers that differ are withheld, each reason once. */
function reasonsOf(values: readonly BlendValue[]): string[] {
  return [...new Set(values.flatMap(({ delta, withheld }) => (delta === 0 || withheld === null ? [] : [withheld])))];
}

function Metric({ value }: { value: BlendValue }) {
  const { text, tone, why } = changeOf(value);
  return (
    <>
      {value.metric}
      <span className={`${classes.under} ${tone}`} title={why}>
        {text}
      </span>
    </>
  );
}

function Now({ value: { value, valueReason, current } }: { value: BlendValue }) {
  return (
    <span title={exactNumber(value) || valueReason}>
      {formatFixed(value, 4)}
      <span className={`faint ${classes.under}`} title={exactNumber(current)}>{`case ${formatFixed(current, 4)}`}</span>
    </span>
  );
}

function Delta({ value: { delta, deltaReason, ci, ciReason }, pending }: { value: BlendValue; pending: boolean }) {
  return (
    <span title={exactNumber(delta) || deltaReason}>
      {formatSigned(delta, 4)}
      <span className={`faint ${classes.under}`} title={ciReason}>
        {ci === null && pending ? 'resampling…' : formatInterval(ci, 4, 'signed')}
      </span>
    </span>
  );
}
