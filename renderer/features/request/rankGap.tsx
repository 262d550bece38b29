import { divergingColor } from '../../charts/colors';
import { linearScale } from '../../charts/scales';
import classes from './inspector.module.css';
import { type RankColumn, type RankLine, rankLines } from './rankColumns';
import type { RequestItem } from './requestItems';

interface RankGapProps {
  left: RankColumn;
  right: RankColumn;
  limit: number;
  items: RequestItem[];
  active: number | null;
}

const itemHeight = 22;
const width = 30;
const yOf = linearScale([0, 1], [itemHeight / 2, itemHeight * 1.5]);

/** Lines from one order to the next: orange where an item rises, blue where it falls. */
export function RankGap({ left, right, limit, items, active }: RankGapProps) {
  const lines = rankLines(left, right, limit);
  const height = Math.min(limit, Math.max(left.rows.length, right.rows.length)) * itemHeight;
  return (
    <svg className={classes.gap} width={width} height={height} aria-hidden="true">
      {lines.map((line) => (
        <path
          key={line.row}
          d={`M0 ${yOf(line.from)}C${width / 2} ${yOf(line.from)} ${width / 2} ${yOf(line.to)} ${width} ${yOf(line.to)}`}
          fill="none"
          stroke={divergingColor(Math.sign(line.from - line.to))}
          {...emphasis(line, items, active)}
        />
      ))}
    </svg>
  );
}

function emphasis(line: RankLine, items: RequestItem[], active: number | null) {
  if (active !== null) return line.row === active ? { strokeWidth: 2.2 } : { strokeWidth: 1, opacity: 0.2 };
  const positive = (items[line.row]?.label ?? 0) > 0;
  return positive ? { strokeWidth: 2 } : { strokeWidth: 1, opacity: line.from === line.to ? 0.35 : 0.6 };
}
