import type { ModelShape } from '../colors';

const symbols: Record<ModelShape, string> = {
  circle: 'circle',
  square: 'square',
  triangle: 'triangle-up',
  diamond: 'diamond',
  cross: 'x',
  bar: 'line-ew-open',
};

/** A contestant's marker in the words of plotly. */
export function plotlySymbol(shape: ModelShape): string {
  return symbols[shape];
}
