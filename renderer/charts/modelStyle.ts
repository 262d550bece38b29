import { builtinContestants } from '../../shared/case/builtinContestants';
import type { CaseInfo } from '../../shared/schemas/session';
import { loggedColor, type ModelShape, modelColors, modelShapes } from './colors';

export interface ModelStyle {
  color: string;
  shape: ModelShape;
}

/** The models of a case, as far as their marks go. */
export type StyledModels = readonly Pick<CaseInfo['models'][number], 'name' | 'objectives'>[];

/**
 * Color and shape of a contestant: by its place among the models of the case, so that they stay in every view. Beyond the
 * palette colors start over with other shapes; an objective has its model's color, built-in contestants are neutral gray.
 */
export function modelStyle(models: StyledModels, name: string): ModelStyle {
  const place = models.findIndex((model) => model.name === name);
  if (place >= 0) return styleAt(place, 0);
  const owner = models.findIndex(({ objectives = [] }) => objectives.some(({ id }) => id === name));
  if (owner >= 0) return styleAt(owner, 1 + models[owner]!.objectives!.findIndex(({ id }) => id === name));
  const builtins: readonly string[] = builtinContestants;
  return { color: loggedColor, shape: shapeAt(Math.max(0, builtins.indexOf(name))) };
}

function styleAt(place: number, turn: number): ModelStyle {
  const round = Math.floor(place / modelColors.length);
  return { color: modelColors[place % modelColors.length]!, shape: shapeAt(place + round + turn) };
}

function shapeAt(place: number): ModelShape {
  return modelShapes[place % modelShapes.length]!;
}
