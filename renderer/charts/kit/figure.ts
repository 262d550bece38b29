/** A trace in the words of plotly. */
export type Trace = Record<string, unknown> & { type: string };

/** An axis in the words of plotly. */
export type Axis = Record<string, unknown>;

/** What a chart adds to the layout that every chart shares. */
export interface Figure {
  traces: Trace[];
  xaxis: Axis;
  yaxis: Axis;
  shapes?: Record<string, unknown>[];
  annotations?: Record<string, unknown>[];
  /** Other keys of plotly's layout. */
  more?: Record<string, unknown>;
}
