import { useElementSize } from '@mantine/hooks';
import { type KeyboardEvent, useState } from 'react';
import { formatCount, formatCounted, formatSigned } from '../../shared/format/numbers';
import { divergingColor } from './colors';
import classes from './differenceHistogram.module.css';
import { type HistogramBar, histogramBars } from './histogramBars';
import { linearScale, niceTicks } from './scales';

interface DifferenceHistogramProps {
  edges: number[];
  counts: number[];
  decimals: number;
  /** What the x axis measures: "ndcg@10, B − A". */
  title: string;
}

const margin = { top: 10, right: 20, bottom: 36, left: 58 };
const smallest = 120;

/** Counts of requests by their difference: losses left of 0 in blue, wins right of it in orange. */
export function DifferenceHistogram({ edges, counts, decimals, title }: DifferenceHistogramProps) {
  const { ref, width: fullWidth, height: fullHeight } = useElementSize();
  const [active, setActive] = useState<number | null>(null);
  const width = Math.max(smallest, fullWidth - margin.left - margin.right);
  const height = Math.max(60, fullHeight - margin.top - margin.bottom);
  const tallest = Math.max(0, ...counts);
  const bars = histogramBars(edges, counts, tallest, width, height);
  const bar = active === null ? undefined : bars[active];
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
    if (!step) return;
    event.preventDefault();
    setActive(Math.max(0, Math.min(bars.length - 1, (active ?? Math.floor(bars.length / 2)) + step)));
  };
  return (
    <div className={classes.frame}>
      <div className={classes.plot} ref={ref}>
        <svg
          width="100%"
          height="100%"
          role="img"
          aria-label={`Histogram of ${title}: ${formatCounted(
            counts.reduce((sum, each) => sum + each, 0),
            'request',
          )}`}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows read out one bar after the other.
          tabIndex={0}
          onKeyDown={onKeyDown}
          onBlur={() => setActive(null)}
          onMouseLeave={() => setActive(null)}
        >
          <g transform={`translate(${margin.left} ${margin.top})`}>
            <CountAxis tallest={tallest} width={width} height={height} />
            {bars.map((each, at) => (
              <Bar
                key={each.from}
                bar={each}
                plotHeight={height}
                active={at === active}
                onPoint={() => setActive(at)}
              />
            ))}
            <DifferenceAxis edges={edges} width={width} height={height} title={title} />
          </g>
        </svg>
      </div>
      <p className={`num ${classes.readout}`} role="status">
        {bar
          ? `${formatCounted(bar.count, 'request')} in [${formatSigned(bar.from, decimals)}, ${formatSigned(bar.to, decimals)})`
          : ''}
      </p>
    </div>
  );
}

interface BarProps {
  bar: HistogramBar;
  plotHeight: number;
  active: boolean;
  onPoint: () => void;
}

function Bar({ bar, plotHeight, active, onPoint }: BarProps) {
  const side = bar.from + bar.to < 0 ? -1 : 1;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: the same readout is there by arrow keys.
    <g onMouseEnter={onPoint}>
      <rect
        x={bar.x}
        width={bar.width}
        y={0}
        height={plotHeight}
        fill={active ? 'var(--surface-hover)' : 'transparent'}
      />
      <rect
        x={bar.x + 0.5}
        width={Math.max(1, bar.width - 1)}
        y={bar.y}
        height={bar.height}
        fill={divergingColor(side)}
      />
    </g>
  );
}

function CountAxis({ tallest, width, height }: { tallest: number; width: number; height: number }) {
  const y = linearScale([0, Math.max(1, tallest)], [height, 0]);
  const ticks = niceTicks(0, Math.max(1, tallest), 3).filter(Number.isInteger);
  return (
    <g className={classes.axis}>
      {ticks.map((tick) => (
        <g key={tick} transform={`translate(0 ${y(tick)})`}>
          <line x2={width} stroke="var(--line)" />
          <text x={-6} dy="0.32em" textAnchor="end">
            {formatCount(tick)}
          </text>
        </g>
      ))}
      <text
        className={classes.title}
        transform={`translate(${12 - margin.left} ${height / 2}) rotate(-90)`}
        textAnchor="middle"
      >
        requests
      </text>
    </g>
  );
}

function DifferenceAxis({
  edges,
  width,
  height,
  title,
}: {
  edges: number[];
  width: number;
  height: number;
  title: string;
}) {
  const [lo = -1, hi = 1] = [edges[0], edges[edges.length - 1]];
  const x = linearScale([lo, hi], [0, width]);
  const ticks = niceTicks(lo, hi, width > 320 ? 6 : 4);
  const digits = tickDecimals(ticks);
  return (
    <g className={classes.axis} transform={`translate(0 ${height})`}>
      <line x2={width} stroke="var(--line-strong)" />
      <line x1={x(0)} x2={x(0)} y1={-height} stroke="var(--text-faint)" strokeDasharray="2 3" />
      {ticks.map((tick) => (
        <text key={tick} x={x(tick)} y={14} textAnchor="middle">
          {tick === 0 ? '0' : formatSigned(tick, digits)}
        </text>
      ))}
      <text className={classes.title} x={width / 2} y={30} textAnchor="middle">
        {title}
      </text>
    </g>
  );
}

function tickDecimals(ticks: readonly number[]): number {
  return Math.max(0, ...ticks.map((tick) => (String(tick).split('.')[1] ?? '').length));
}
