import type { Figure } from './figure';

/** The tokens that charts draw with, as CSS colors: canvas and WebGL take no variables. */
export interface ChartTheme {
  surface: string;
  line: string;
  lineStrong: string;
  text: string;
  textSoft: string;
  textFaint: string;
  accent: string;
  band: string;
  font: string;
}

/** The tokens as they hold for an element now. */
export function readChartTheme(element: Element): ChartTheme {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(name).trim();
  return {
    surface: token('--surface'),
    line: token('--line'),
    lineStrong: token('--line-strong'),
    text: token('--text'),
    textSoft: token('--text-soft'),
    textFaint: token('--text-faint'),
    accent: token('--accent'),
    band: token('--surface-hover'),
    font: token('--font-text'),
  };
}

/** The layout of plotly that all charts share, around one figure in a box of px. */
export function chartLayout(figure: Figure, theme: ChartTheme, width: number, height: number) {
  const axis = {
    color: theme.textSoft,
    gridcolor: theme.line,
    linecolor: theme.lineStrong,
    zerolinecolor: theme.textFaint,
    zerolinewidth: 1,
    tickfont: { size: 11, color: theme.textSoft },
    automargin: true,
    fixedrange: true,
    separatethousands: true,
  };
  return {
    width,
    height,
    margin: { l: 52, r: 16, t: 8, b: 38, pad: 0 },
    paper_bgcolor: theme.surface,
    plot_bgcolor: theme.surface,
    font: { family: theme.font, size: 11, color: theme.text },
    separators: '.,',
    showlegend: false,
    hovermode: 'closest',
    dragmode: false,
    bargap: 0,
    xaxis: { ...axis, nticks: width > 420 ? 7 : 5, showgrid: false, ...titled(figure.xaxis, theme) },
    yaxis: { ...axis, nticks: height > 240 ? 6 : 5, showline: false, ...titled(figure.yaxis, theme) },
    shapes: figure.shapes ?? [],
    annotations: figure.annotations ?? [],
    newselection: { line: { color: theme.accent, width: 1.5, dash: 'solid' } },
    activeselection: { fillcolor: theme.accent, opacity: 0.12 },
    ...figure.more,
  };
}

function titled({ title, ...axis }: Figure['xaxis'], theme: ChartTheme) {
  if (typeof title !== 'string') return axis;
  return { ...axis, title: { text: title, font: { size: 11, color: theme.textFaint }, standoff: 6 } };
}
