import type { ResolvedModel } from './resolvedCase';

/** How one objective of a model is named among models: in blends, contests and on the command line. */
export function objectiveId(model: string, objective: string): string {
  return `${model}:${objective}`;
}

/** Everything of the case that gives a score a row: models, each followed by its objectives. */
export function scoredIds(models: readonly Pick<ResolvedModel, 'name' | 'objectives'>[]): string[] {
  return models.flatMap(({ name, objectives }) => [
    name,
    ...Object.keys(objectives ?? {}).map((objective) => objectiveId(name, objective)),
  ]);
}
