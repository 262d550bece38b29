/** What draws a chart: where a value lies on it, and its picture. */
export interface ChartSurface {
  /** px inside the drawing; null where it is not drawn. */
  place: (x: number | string, y: number | string) => { left: number; top: number } | null;
  toPicture: (format: 'png' | 'svg') => Promise<Blob>;
}

export interface SurfaceProps {
  width: number;
  height: number;
  /** Where the pointer is; null when it is at no value. */
  onPoint: (place: { series: number; index: number } | null) => void;
  /** The drawing is there, or was drawn anew. */
  onReady: (surface: ChartSurface) => void;
  /** Rows inside a lasso, ascending; null when the selection was taken back. */
  onSelect?: (rows: Uint32Array | null) => void;
  /** A stretch of the x axis, low end first; null when it was taken back. */
  onStretch?: (stretch: [number, number] | null) => void;
  /** Rows that are chosen; null when all count the same. */
  selected: Uint32Array | null;
}

/** The bytes behind a data URL, without a request: the policy of the page allows none to `data:`. */
export function blobOf(dataUrl: string): Blob {
  const comma = dataUrl.indexOf(',');
  const head = dataUrl.slice(5, comma);
  const body = dataUrl.slice(comma + 1);
  const type = head.split(';')[0] ?? '';
  if (!head.endsWith(';base64')) return new Blob([decodeURIComponent(body)], { type });
  return new Blob([Uint8Array.from(atob(body), (letter) => letter.charCodeAt(0))], { type });
}
