/** Colors of contestants by their place in the case, the same in every view and both themes (Okabe-Ito based). */
export const modelColors = ['#0072B2', '#D55E00', '#009E73', '#CC79A7', '#56B4E9', '#B58900'] as const;

/** Marker shapes that go with the colors, so that color never carries the meaning alone. */
export const modelShapes = ['circle', 'square', 'triangle', 'diamond', 'cross', 'bar'] as const;

export type ModelShape = (typeof modelShapes)[number];

/** The logged order's color: neutral, in contrast to both themes' backgrounds. */
export const loggedColor = '#7A8291';

type Rgb = readonly [number, number, number];

const blue: Rgb = [0, 114, 178];
const neutral: Rgb = [152, 160, 173];
const orange: Rgb = [213, 94, 0];

/** Blue at -1 over neutral at 0 to orange at 1; values beyond are clamped. The share is of a range symmetric about 0. */
export function divergingColor(share: number): string {
  const at = Number.isNaN(share) ? 0 : Math.max(-1, Math.min(1, share));
  return at < 0 ? mix(neutral, blue, -at) : mix(neutral, orange, at);
}

// Nine even stops of cividis (Nuñez, Anderton, Renslow 2018), which reads the same with and without color vision.
const cividis: readonly Rgb[] = [
  [0, 34, 78],
  [18, 53, 112],
  [59, 73, 108],
  [87, 93, 109],
  [112, 113, 115],
  [138, 134, 120],
  [167, 157, 117],
  [200, 182, 104],
  [254, 232, 56],
];

/** Magnitude from 0 (dark blue) to 1 (yellow); values beyond are clamped. */
export function magnitudeColor(share: number): string {
  const at = (Number.isNaN(share) ? 0 : Math.max(0, Math.min(1, share))) * (cividis.length - 1);
  const low = Math.min(Math.floor(at), cividis.length - 2);
  return mix(cividis[low]!, cividis[low + 1]!, at - low);
}

function mix(from: Rgb, to: Rgb, share: number): string {
  const channel = (index: 0 | 1 | 2) => Math.round(from[index] + (to[index] - from[index]) * share);
  return `rgb(${channel(0)} ${channel(1)} ${channel(2)})`;
}
