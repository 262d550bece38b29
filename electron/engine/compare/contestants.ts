import { type BuiltinContestant, builtinContestants } from '../../../shared/case/builtinContestants';
import { objectiveId } from '../../../shared/case/contestantIds';
import { RankscopeError } from '../../../shared/wire/errors';
import { headTable, scoresTable } from '../sql/scoring/scoreTables';

/**
 * The lists that every log has: as shown; the best order of the candidates by their labels; the mean over all orders;
 * items by how often the log shows them.
 */
export type BuiltinList = 'logged' | 'ideal' | 'random' | 'popularity';

const builtins: Record<Exclude<BuiltinContestant, '@ranker'>, BuiltinList> = {
  '@logged': 'logged',
  '@ideal': 'ideal',
  '@random': 'random',
  '@popularity': 'popularity',
};

/**
 * Whose list is evaluated. `scores` lists are re-sorted by a scores table; `@logged` keeps its positions, and `@ranker`
 * those of a column with the ranks of the last stage before the rules.
 * `key` names the list in caches: equal keys mean equal lists.
 */
export type Contestant =
  | { name: string; kind: string; key: string; list: 'scores'; table: string; complete: boolean }
  | { name: string; kind: 'builtin'; key: string; list: BuiltinList }
  | { name: string; kind: 'builtin'; key: string; list: 'ranked'; column: string };

export interface ScoredModel {
  n: number;
  name: string;
  kind: string;
  key: string;
  state: string;
  reason: string | null;
  scoredRows: number | null;
  listRows: number | null;
  /** Objectives of the model; each is a contestant `<model>:<objective>`. */
  heads?: readonly { k: number; name: string; key: string }[];
}

/** The contestants of those names, in that order. Unknown names and models that cannot be compared are errors. */
export function contestantsOf(
  names: readonly string[],
  models: readonly ScoredModel[],
  session: { rows: number; rankerColumn: string | null },
): Contestant[] {
  return names.map((name) =>
    name.startsWith('@') ? builtin(name, session.rankerColumn) : scored(name, models, session.rows),
  );
}

function builtin(name: string, rankerColumn: string | null): Contestant {
  const known = builtinContestants.find((each) => each === name);
  if (known === undefined) {
    throw new RankscopeError({
      code: 'input',
      message: `There is no built-in contestant "${name}".`,
      hint: `Use ${builtinContestants.join(', ')}, or the name of a model in case.yaml.`,
    });
  }
  if (known !== '@ranker') return { name, kind: 'builtin', key: name, list: builtins[known] };
  if (rankerColumn !== null) return { name, kind: 'builtin', key: name, list: 'ranked', column: rankerColumn };
  throw new RankscopeError({
    code: 'input',
    message: 'The case names no stage with a rank before the rules, so there is no @ranker list.',
    hint: 'List the stages with their rank columns under stages: in case.yaml.',
  });
}

function scored(name: string, models: readonly ScoredModel[], rows: number): Contestant {
  const { model, head } = modelOf(name, models);
  if (!model) {
    const known = models.flatMap((each) => [each.name, ...headIds(each)]).join(', ');
    throw new RankscopeError({
      code: 'input',
      message: `There is no model "${name}" in this case.`,
      hint: known ? `It has ${known} and @logged.` : 'It has no models: add one under models: in case.yaml.',
    });
  }
  if (model.state !== 'ready') {
    throw new RankscopeError({
      code: 'input',
      message: `Model "${name}" cannot be compared: ${model.reason ?? 'it has no scores'}`,
    });
  }
  const complete = model.listRows === null || model.listRows === rows;
  const table = head ? headTable(model.n, head.k) : scoresTable(model.n);
  return { name, kind: model.kind, key: head?.key ?? model.key, list: 'scores', table, complete };
}

function headIds({ name, heads = [] }: ScoredModel): string[] {
  return heads.map((head) => objectiveId(name, head.name));
}

/** The model of that name, or the model and its objective of that id. */
function modelOf(id: string, models: readonly ScoredModel[]) {
  const model = models.find(({ name }) => name === id);
  const owner = model ?? models.find((each) => headIds(each).includes(id));
  return { model: owner, head: model ? undefined : owner?.heads?.[headIds(owner).indexOf(id)] };
}
