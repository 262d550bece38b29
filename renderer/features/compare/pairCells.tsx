import { formatCount, formatInterval, formatP, formatSigned, missing } from '../../../shared/format/numbers';
import type { PairRow } from '../../../shared/schemas/compare';
import { IntervalPlot } from '../../charts/intervalPlot';
import { modelStyle } from '../../charts/modelStyle';
import { useCaseInfo } from '../../state/caseContext';
import classes from './compare.module.css';
import { type MatrixRow, pairReach } from './matrix';
import { NumberButton } from './numberButton';
import type { Comparison } from './useComparison';
import { Verdict } from './verdict';

interface PairCellsProps {
  row: MatrixRow;
  pair: PairRow | null;
  comparison: Comparison;
  reach: number;
  chosen: boolean;
  pending: boolean;
  onRequests: () => void;
  place: { 'data-place': string; tabIndex: 0 | -1 };
}

const significant = 0.05;

/** How one contestant differs from the baseline in one metric: number, interval, test, verdict, counts. */
export function PairCells({ row, pair, comparison, reach, chosen, pending, onRequests, place }: PairCellsProps) {
  if (!pair) return <td colSpan={5} className={classes.group} />;
  const mark = pair.pHolm !== null && pair.pHolm < significant ? '*' : '';
  return (
    <>
      <td className={`${classes.right} ${classes.group}`} data-chosen={chosen || undefined}>
        <NumberButton
          row={row}
          comparison={comparison}
          pair={pair}
          text={`${formatSigned(pair.delta, row.decimals)}${mark}`}
          onRequests={onRequests}
          {...place}
        />
      </td>
      <td>
        <Interval row={row} pair={pair} reach={reach} pending={pending} />
      </td>
      <td className={`${classes.right} num`}>
        {pending && pair.pHolm === null ? <span className={classes.waiting} /> : <Probability pair={pair} />}
      </td>
      <td>{pending ? <span className={classes.waiting} /> : <Verdict pair={pair} />}</td>
      <td className={`${classes.right} num`}>
        {[pair.wins, pair.ties, pair.losses].map(formatCount).join('\u2009/\u2009')}
      </td>
    </>
  );
}

// Without a correction the plain p stands there, faint: it must not be read as if it were corrected.
function Probability({ pair }: { pair: PairRow }) {
  const plain = pair.p.randomization;
  if (pair.pHolm === null) {
    const hint = `not corrected${pair.pHolmReason ? `: ${pair.pHolmReason}` : ''}`;
    return (
      <span className={classes.uncorrected} title={hint}>
        {formatP(plain)}
      </span>
    );
  }
  return <span title={`${pair.pHolm} by Holm, ${plain ?? missing} before`}>{formatP(pair.pHolm)}</span>;
}

function Interval({ row, pair, reach, pending }: { row: MatrixRow; pair: PairRow; reach: number; pending: boolean }) {
  const { models } = useCaseInfo();
  if (!pair.ci && pending) return <span className={classes.waiting} />;
  if (!pair.ci) return <span title={pair.ciReason ?? 'No interval'}>{missing}</span>;
  const own = pairReach(pair);
  const { color } = modelStyle(models, pair.model);
  const text = `${formatSigned(pair.delta, row.decimals)} ${formatInterval(pair.ci, row.decimals, 'signed')}`;
  return (
    <span title={text} className={classes.interval}>
      <IntervalPlot
        interval={pair.ci}
        point={pair.delta}
        reach={own > reach ? own : reach}
        margin={pair.margin}
        color={color}
        label={`95% interval ${text}`}
      />
    </span>
  );
}
