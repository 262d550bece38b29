import type { PageTable } from '../../ui/pageTable';
import type { ChartTheme } from './chartTheme';
import type { Figure } from './figure';

/** One thing that arrows and the pointer stop at. */
export interface ChartStop {
  /** In data units of the axes; a category by its name. */
  x: number | string;
  y: number | string;
  /** Exact values and n in words. */
  text: string;
}

/** Stops in the order of the x axis; they are made when they are asked for, so that 100,000 points cost nothing. */
export interface ChartSeries {
  name: string;
  count: number;
  at: (index: number) => ChartStop;
}

/** Points of a cloud: equal lengths, NaN where a coordinate is missing. */
export interface ChartPoints {
  x: Float64Array;
  y: Float64Array;
  /** CSS color of each point or of all. */
  colors: string | readonly string[];
  xTitle: string;
  yTitle: string;
}

/** A chart as data: what is drawn in a theme, what is read out, and the numbers behind it. */
export interface ChartSpec {
  /** What is plotted, for people who do not see it. */
  title: string;
  /** In the order of the first traces of the figure. */
  series: readonly ChartSeries[];
  /** The same numbers as a table. */
  table: PageTable;
  draw: (theme: ChartTheme) => Figure;
  /** Selection by the pointer: a lasso around points, or a stretch of the x axis. */
  selects?: 'points' | 'stretch';
  /** Present when the chart is a cloud that needs WebGL, and is drawn on a 2-D canvas without it. */
  points?: ChartPoints;
}

/** Whether there is anything to draw. */
export function isEmptyChart(spec: ChartSpec): boolean {
  return spec.series.every(({ count }) => count === 0);
}
