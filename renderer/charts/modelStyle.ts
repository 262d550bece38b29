import { loggedColor, type ModelShape, modelColors, modelShapes } from './colors';

export interface ModelStyle {
  color: string;
  shape: ModelShape;
}

/**
 * Color and shape of a contestant: by its place among the models of the case, so that they stay in every view. Built-in
 * contestants (`@logged`, …) are neutral gray; models beyond the palette start over.
 */
export function modelStyle(names: readonly string[], name: string): ModelStyle {
  const place = names.filter((each) => !each.startsWith('@')).indexOf(name);
  if (place < 0) return { color: loggedColor, shape: 'circle' };
  return { color: modelColors[place % modelColors.length]!, shape: modelShapes[place % modelShapes.length]! };
}
