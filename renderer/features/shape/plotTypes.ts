/** One bar: what its hover says, and the sizes of its parts from the bottom. */
export interface PlotBar {
  key: string;
  label: string;
  parts: readonly number[];
}

/** A tick of the x axis; `at` counts bars from the left, so 0.5 is the middle of the first. */
export interface PlotTick {
  at: number;
  text: string;
}

/** The same numbers as a table. */
export interface PlotTable {
  columns: readonly string[];
  rows: readonly (readonly (string | number)[])[];
}
