import { useElementSize } from '@mantine/hooks';
import { type KeyboardEvent, useState } from 'react';
import { formatCount } from '../../../shared/format/numbers';
import { linearScale, niceTicks } from '../../charts/scales';
import classes from './barPlot.module.css';
import type { PlotBar, PlotTick } from './plotTypes';

interface BarPlotProps {
  /** What is plotted, for people who do not see it. */
  title: string;
  bars: readonly PlotBar[];
  /** Colors of the parts of a bar, from the bottom. */
  colors: readonly string[];
  ticks: readonly PlotTick[];
  xTitle: string;
  yTitle: string;
  height?: number;
}

const margin = { top: 6, right: 10, bottom: 32, left: 52 };
/** Half the width of a digit of an axis, px. */
const halfLetter = 3.1;

/** Counts as bars, each of one or several parts; arrows and the pointer read out one bar after the other. */
export function BarPlot({ title, bars, colors, ticks, xTitle, yTitle, height: full = 150 }: BarPlotProps) {
  const { ref, width: fullWidth } = useElementSize();
  const [active, setActive] = useState<number | null>(null);
  const width = Math.max(80, fullWidth - margin.left - margin.right);
  const height = full - margin.top - margin.bottom;
  const tallest = Math.max(1, ...bars.map(({ parts }) => parts.reduce((sum, part) => sum + part, 0)));
  const x = linearScale([0, Math.max(1, bars.length)], [0, width]);
  const y = linearScale([0, tallest], [0, height]);
  const onKeyDown = (event: KeyboardEvent) => {
    const to = nextBar(event.key, active, bars.length);
    if (to === null) return;
    event.preventDefault();
    setActive(to);
  };
  return (
    <div className={classes.frame}>
      <div ref={ref}>
        <svg
          width="100%"
          height={full}
          role="img"
          aria-label={title}
          className={classes.plot}
          // biome-ignore lint/a11y/noNoninteractiveTabindex: arrows read out one bar after the other.
          tabIndex={0}
          onKeyDown={onKeyDown}
          onBlur={() => setActive(null)}
          onMouseLeave={() => setActive(null)}
        >
          <g transform={`translate(${margin.left} ${margin.top})`}>
            <CountAxis tallest={tallest} width={width} height={height} title={yTitle} />
            {bars.map((bar, at) => (
              // biome-ignore lint/a11y/noStaticElementInteractions: the same readout is there by arrow keys.
              <g key={bar.key} transform={`translate(${x(at)} 0)`} onMouseEnter={() => setActive(at)}>
                <rect width={x(1)} height={height} fill={at === active ? 'var(--surface-hover)' : 'transparent'} />
                <Parts bar={bar} colors={colors} width={x(1)} height={height} y={y} />
              </g>
            ))}
            <ValueAxis ticks={ticks} x={x} width={width} height={height} title={xTitle} />
          </g>
        </svg>
      </div>
      <p className={`num ${classes.readout}`} role="status">
        {active === null ? '' : (bars[active]?.label ?? '')}
      </p>
    </div>
  );
}

/** The bar that a key goes to; null when the key is no movement. */
export function nextBar(key: string, active: number | null, count: number): number | null {
  const from = active ?? -1;
  const to = { ArrowLeft: from - 1, ArrowRight: from + 1, Home: 0, End: count - 1 }[key];
  return to === undefined || count === 0 ? null : Math.max(0, Math.min(count - 1, to));
}

interface PartsProps {
  bar: PlotBar;
  colors: readonly string[];
  width: number;
  height: number;
  y: (count: number) => number;
}

function Parts({ bar, colors, width, height, y }: PartsProps) {
  const gap = width > 4 ? 1 : 0;
  let below = 0;
  return bar.parts.map((part, index) => {
    const tall = part > 0 ? Math.max(1, y(part)) : 0;
    below += tall;
    return (
      <rect
        key={colors[index] ?? index.toString()}
        x={gap / 2}
        width={Math.max(0.5, width - gap)}
        y={height - below}
        height={tall}
        fill={colors[index]}
      />
    );
  });
}

function CountAxis({
  tallest,
  width,
  height,
  title,
}: {
  tallest: number;
  width: number;
  height: number;
  title: string;
}) {
  const y = linearScale([0, tallest], [height, 0]);
  return (
    <g className={classes.axis}>
      {niceTicks(0, tallest, 3)
        .filter(Number.isInteger)
        .map((tick) => (
          <g key={tick} transform={`translate(0 ${y(tick)})`}>
            <line x2={width} stroke="var(--line)" />
            <text x={-5} dy="0.32em" textAnchor="end">
              {shortCount(tick)}
            </text>
          </g>
        ))}
      <text transform={`translate(${11 - margin.left} ${height / 2}) rotate(-90)`} textAnchor="middle">
        {title}
      </text>
    </g>
  );
}

interface ValueAxisProps {
  ticks: readonly PlotTick[];
  x: (at: number) => number;
  width: number;
  height: number;
  title: string;
}

function ValueAxis({ ticks, x, width, height, title }: ValueAxisProps) {
  // A text stays under its tick unless it would leave the plot.
  const anchor = (at: number, text: string) => {
    const half = text.length * halfLetter;
    return at + half > width + margin.right ? 'end' : at < half - margin.left ? 'start' : 'middle';
  };
  return (
    <g className={classes.axis} transform={`translate(0 ${height})`}>
      <line x2={width} stroke="var(--line-strong)" />
      {ticks.map(({ at, text }) => (
        <text key={at} x={x(at)} y={13} textAnchor={anchor(x(at), text)}>
          {text}
        </text>
      ))}
      <text x={width / 2} y={28} textAnchor="middle">
        {title}
      </text>
    </g>
  );
}

/** A count short enough for an axis: 1,200 up to 9,999, then 12k, 3.5M. */
export function shortCount(value: number): string {
  if (value < 10_000) return formatCount(value);
  const [size, unit] = value < 1e6 ? [1e3, 'k'] : value < 1e9 ? [1e6, 'M'] : [1e9, 'G'];
  return `${Number((value / size).toPrecision(3))}${unit}`;
}
