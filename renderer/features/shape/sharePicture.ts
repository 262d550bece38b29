import { readChartTheme } from '../../charts/kit/chartTheme';
import { plainColor } from './shapeColors';
import type { ShareBar } from './shareBars';
import { shareSvg } from './shareSvg';

/** The SVG of named shares in the page's theme. */
export function sharePicture(bars: readonly ShareBar[]): string {
  const { band, text, surface, font } = readChartTheme(document.documentElement);
  return shareSvg(bars, { bar: plainColor, track: band, text, surface, font });
}
