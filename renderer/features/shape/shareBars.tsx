import classes from './shape.module.css';

export interface ShareBar {
  name: string;
  /** In [0, 1]. */
  share: number;
  text: string;
  hint: string;
}

/** Named shares as bars from left to right, the number beside each. */
export function ShareBars({ label, bars, color }: { label: string; bars: readonly ShareBar[]; color: string }) {
  return (
    <ul className={classes.shares} aria-label={label}>
      {bars.map(({ name, share, text, hint }) => (
        <li key={name} title={hint}>
          <span className={`num ${classes.shareName}`}>{name}</span>
          <span className={classes.track} aria-hidden>
            <span style={{ width: `${Math.max(share > 0 ? 1 : 0, share * 100)}%`, background: color }} />
          </span>
          <span className="num">{text}</span>
        </li>
      ))}
    </ul>
  );
}
