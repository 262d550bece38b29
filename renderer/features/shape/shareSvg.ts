import type { ShareBar } from './shareBars';

interface ShareLook {
  bar: string;
  track: string;
  text: string;
  surface: string;
  font: string;
}

const row = 22;
const width = 460;
const nameWidth = 150;
const numberWidth = 110;

/** Named shares as an SVG of its own, as the page shows them. */
export function shareSvg(bars: readonly ShareBar[], look: ShareLook): string {
  const height = bars.length * row + 8;
  const track = width - nameWidth - numberWidth;
  const rows = bars.map(({ name, share, text }, at) => {
    const y = 4 + at * row;
    const middle = `y="${y + 15}"`;
    return [
      `<text x="4" ${middle}>${escaped(name)}</text>`,
      `<rect x="${nameWidth}" y="${y + 6}" width="${track}" height="10" rx="2" fill="${look.track}"/>`,
      `<rect x="${nameWidth}" y="${y + 6}" width="${(Math.max(0, Math.min(1, share)) * track).toFixed(1)}" height="10" rx="2" fill="${look.bar}"/>`,
      `<text x="${width - 4}" ${middle} text-anchor="end">${escaped(text)}</text>`,
    ].join('');
  });
  const frame = `width="${width}" height="${height}"`;
  const font = `font-family="${escaped(look.font)}" font-size="11" fill="${look.text}"`;
  return `<svg xmlns="http://www.w3.org/2000/svg" ${frame}><rect ${frame} fill="${look.surface}"/><g ${font}>${rows.join('')}</g></svg>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
