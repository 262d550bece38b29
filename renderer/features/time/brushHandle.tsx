import type { KeyboardEvent } from 'react';
import type { TimeStrip } from '../../../shared/slices/profileSchemas';
import { bucketText } from '../shape/timeText';
import { movedRange, type Range } from './stripScale';
import classes from './time.module.css';

interface BrushHandleProps {
  edge: keyof Range;
  range: Range;
  strip: TimeStrip;
  left: number;
  onMove: (range: Range) => void;
  onSettle: () => void;
  onClear: () => void;
}

/** One end of the period: dragged, or moved by arrows (with Shift ten buckets), Home and End; Escape takes all the time. */
export function BrushHandle({ edge, range, strip, left, onMove, onSettle, onClear }: BrushHandleProps) {
  const count = strip.starts.length;
  const at = range[edge];
  const time = at < count ? strip.starts[at]! : strip.starts[count - 1]! + strip.width;
  const onKeyDown = (event: KeyboardEvent) => {
    const moved =
      event.ctrlKey || event.metaKey || event.altKey ? null : movedRange(range, edge, event.key, event.shiftKey, count);
    if (moved) onMove(moved);
    else if (event.key === 'Escape') onClear();
    else return;
    event.preventDefault();
  };
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label={edge === 'first' ? 'Begin of the period' : 'End of the period'}
      aria-valuemin={edge === 'first' ? 0 : 1}
      aria-valuemax={edge === 'first' ? count - 1 : count}
      aria-valuenow={at}
      aria-valuetext={`${bucketText(time, strip.width)} UTC`}
      className={classes.handle}
      data-edge={edge}
      style={{ left }}
      onKeyDown={onKeyDown}
      onKeyUp={() => onSettle()}
      onBlur={() => onSettle()}
    />
  );
}
