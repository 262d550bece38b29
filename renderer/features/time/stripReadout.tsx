import { formatCount, formatCounted } from '../../../shared/format/numbers';
import type { TimeStrip } from '../../../shared/slices/profileSchemas';
import { bucketText, widthText } from '../shape/timeText';
import type { DeployMark } from './deployMarks';
import classes from './time.module.css';

interface StripReadoutProps {
  strip: TimeStrip;
  at: number;
  marks: readonly DeployMark[];
  left: number;
  width: number;
}

const readoutPx = 240;

/** The exact numbers of the bucket under the pointer. */
export function StripReadout({ strip, at, marks, left, width }: StripReadoutProps) {
  const start = strip.starts[at]!;
  const changes = marks.filter(({ time }) => time >= start && time < start + strip.width).flatMap(({ texts }) => texts);
  return (
    <div
      className={classes.readout}
      style={{ left: Math.max(0, Math.min(left - readoutPx / 2, width - readoutPx)), width: readoutPx }}
    >
      <div className="faint">{`${bucketText(start, strip.width)} UTC, one ${widthText(strip.width)}`}</div>
      <div className="num">
        {formatCounted(strip.total[at]!, 'request')}
        {strip.selected[at] !== strip.total[at] && `, ${formatCount(strip.selected[at]!)} in the slice`}
      </div>
      {changes.map((text) => (
        <div key={text}>{text}</div>
      ))}
    </div>
  );
}
