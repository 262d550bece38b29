// plotly's parts carry no types; these name what the kit calls.
declare module 'plotly.js/lib/core' {
  interface PlotElement extends HTMLElement {
    on(event: string, listener: (event: PlotEvent | undefined) => void): void;
    _fullLayout?: { xaxis: PlotAxis; yaxis: PlotAxis };
  }
  interface PlotAxis {
    d2p(value: number | string): number;
    _offset: number;
  }
  interface PlotEvent {
    points?: { curveNumber: number; pointNumber: number | [number, number] }[];
    range?: { x: [number | string, number | string] };
    lassoPoints?: { x: number[]; y: number[] };
  }
  const Plotly: {
    register(modules: unknown[]): void;
    react(element: HTMLElement, data: unknown[], layout: object, config: object): Promise<PlotElement>;
    relayout(element: HTMLElement, update: object): Promise<PlotElement>;
    restyle(element: HTMLElement, update: object, traces?: number[]): Promise<PlotElement>;
    purge(element: HTMLElement): void;
    toImage(
      element: HTMLElement,
      options: { format: 'png' | 'svg'; width: number; height: number; scale?: number },
    ): Promise<string>;
  };

  export type { PlotElement, PlotEvent };
  export default Plotly;
}
declare module 'plotly.js/src/traces/scattergl/strict' {
  const trace: object;
  export default trace;
}
declare module 'plotly.js/lib/bar' {
  const trace: object;
  export default trace;
}
declare module 'plotly.js/lib/histogram' {
  const trace: object;
  export default trace;
}
declare module 'plotly.js/lib/heatmap' {
  const trace: object;
  export default trace;
}
declare module 'plotly.js/lib/box' {
  const trace: object;
  export default trace;
}
