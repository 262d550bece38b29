import classes from './skeletonChart.module.css';

const shapes = {
  /** Counts over an axis. */
  bars: [34, 58, 46, 72, 88, 64, 80, 52, 40, 61, 30, 44],
  /** A hill, as most distributions are. */
  hill: [4, 9, 18, 32, 52, 74, 92, 80, 58, 36, 20, 10, 5],
};

/** Gray bars where those of a chart will stand, over the line of its axis. */
export function SkeletonChart({ shape = 'bars', height }: { shape?: keyof typeof shapes; height?: number }) {
  return (
    <div className={classes.chart} style={{ height }} aria-hidden data-skeleton="chart">
      {shapes[shape].map((tall, at) => (
        <span key={`b${at.toString()}`} className={classes.bar} style={{ height: `${tall}%` }} />
      ))}
    </div>
  );
}
