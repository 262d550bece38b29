import classes from './skeletonRows.module.css';

const widths = ['62%', '48%', '71%', '55%', '66%', '43%', '58%', '69%'];

/** Gray bars where rows of text or of a table will stand. */
export function SkeletonRows({ rows, columns = 1 }: { rows: number; columns?: number }) {
  return (
    <div className={classes.rows} aria-hidden>
      {Array.from({ length: rows }, (_, row) => (
        <div key={`r${row.toString()}`} className={classes.row}>
          {Array.from({ length: columns }, (_, column) => (
            <span key={`c${column.toString()}`} className={classes.cell}>
              <span className={classes.bar} style={{ width: widths[(row * 3 + column) % widths.length] }} />
            </span>
          ))}
        </div>
      ))}
    </div>
  );
}
