import classes from './chart.module.css';

interface ChartTipProps {
  text: string;
  /** px inside the drawing; null where the value is not drawn. */
  place: { left: number; top: number } | null;
  width: number;
}

/** A ring around the value, and its words beside it. The readout says the same to people who do not see it. */
export function ChartTip({ text, place, width }: ChartTipProps) {
  if (!place) return null;
  const isRight = place.left > width / 2;
  return (
    <>
      <span className={classes.ring} style={{ left: place.left, top: place.top }} data-ring aria-hidden />
      <span
        className={`num ${classes.tip}`}
        data-side={isRight ? 'left' : 'right'}
        style={{ left: place.left, top: place.top }}
        aria-hidden
      >
        {text}
      </span>
    </>
  );
}
