import { linearScale } from './scales';

interface IntervalPlotProps {
  /** Null while it is not known. */
  interval: readonly [number, number] | null;
  point: number | null;
  /** The plot spans [-reach, reach]. */
  reach: number;
  /** A band around 0 inside which a difference does not matter. */
  margin: number | null;
  color: string;
  /** The same in words. */
  label: string;
}

const width = 132;
const height = 20;
const middle = height / 2;

/** One difference with its interval on a scale that is symmetric about 0. */
export function IntervalPlot({ interval, point, reach, margin, color, label }: IntervalPlotProps) {
  const x = linearScale([-reach, reach], [6, width - 6]);
  const inside = (value: number) => Math.max(0, Math.min(width, x(value)));
  return (
    <svg width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      {margin !== null && margin > 0 && (
        <rect
          x={inside(-margin)}
          width={inside(margin) - inside(-margin)}
          y={2}
          height={height - 4}
          fill="var(--surface-hover)"
        />
      )}
      <line x1={x(0)} x2={x(0)} y1={1} y2={height - 1} stroke="var(--line-strong)" />
      {interval && (
        <g stroke={color} strokeWidth={1.5}>
          <line x1={inside(interval[0])} x2={inside(interval[1])} y1={middle} y2={middle} />
          <line x1={inside(interval[0])} x2={inside(interval[0])} y1={middle - 3.5} y2={middle + 3.5} />
          <line x1={inside(interval[1])} x2={inside(interval[1])} y1={middle - 3.5} y2={middle + 3.5} />
        </g>
      )}
      {point !== null && (
        <circle cx={inside(point)} cy={middle} r={3} fill={color} stroke="var(--surface)" strokeWidth={0.8} />
      )}
    </svg>
  );
}
