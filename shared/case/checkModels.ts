import { checkBlends } from './checkBlends';
import { scoredIds } from './contestantIds';
import type { CaseProblem } from './parseCase';
import type { ResolvedCase, ResolvedModel } from './resolvedCase';
import { unknownName } from './unknownName';

/** What the models of a case get wrong among themselves: names, objectives, blends, and the stages that name them. */
export function checkModels(resolved: ResolvedCase): CaseProblem[] {
  const { models, stages } = resolved;
  const names = models.map(({ name }) => name);
  const stageProblems = stages.flatMap(({ model }, index) =>
    model === undefined || names.includes(model) ? [] : [unknownName(['stages', index, 'model'], model, names)],
  );
  return [...checkNames(models), ...models.flatMap(checkParts), ...checkBlends(resolved), ...stageProblems];
}

function checkNames(models: readonly ResolvedModel[]): CaseProblem[] {
  const seen = new Set<string>();
  return models.flatMap((model, index): CaseProblem[] => {
    const { name } = model;
    const problems: CaseProblem[] = [];
    if (seen.has(name)) {
      problems.push({
        path: ['models', index, 'name'],
        message: `"${name}" stands twice; names of models are unique`,
      });
    }
    const ids = scoredIds([model]);
    const taken = ids.slice(1).find((id) => seen.has(id) || models.some((other) => other.name === id));
    if (taken !== undefined) {
      problems.push({
        path: ['models', index, 'objectives'],
        message: `one of them is called "${taken}" among models, and another model has that name; rename that model`,
      });
    }
    for (const id of ids) seen.add(id);
    return problems;
  });
}

/** Keys of a model that need or exclude each other. */
function checkParts(model: ResolvedModel, index: number): CaseProblem[] {
  const at = (key: string, message: string): CaseProblem[] => [{ path: ['models', index, key], message }];
  const { file, objectives, blend, output } = model;
  if (file === null && objectives !== null) return at('file', 'is missing; objectives are outputs of a file');
  if (file === null && blend === null) {
    return at('file', 'is missing; a model is a file, or a `blend` of other models');
  }
  if (file !== null && objectives === null && blend !== null) {
    return at('blend', 'stands beside `file` without `objectives`; name the outputs there, or leave out the file');
  }
  if (objectives === null) return [];
  if (Object.keys(objectives).length === 0) return at('objectives', 'names no output of the file');
  return output === null ? [] : at('output', 'stands beside `objectives`, which name the outputs; give one of them');
}
