import type { BackgroundKind } from '../../../shared/explain/explainSchemas';
import type { Attribution } from '../../../shared/explain/shapleyGame';
import { interventionalShap } from '../../../shared/trees/shap/interventionalShap';
import { rowPaths, treeGame } from '../../../shared/trees/shap/treeGame';
import { buildColumn } from '../../../shared/wire/columns';
import type { Table } from '../../../shared/wire/table';
import type { Session } from '../session/session';
import { attribute, fedRow, groupFeatures, sharedGroups } from './attribute';
import { type Background, backgroundOf, otherItems } from './background';
import { described, type ExplainControl } from './explainItem';
import { type OpenRequest, positionOf, withRequest } from './openRequest';

export interface ListWish {
  request: string;
  model: string;
  background: BackgroundKind;
  seed: number;
}

/** Shapley values of every item of a list, each as `explainItem` gives them. */
export function explainList(session: Session, wish: ListWish, control: ExplainControl) {
  return withRequest(session, wish, control.signal, async (open) => {
    const background = await backgroundOf(open, null, {
      kind: wish.background,
      seed: wish.seed,
      signal: control.signal,
    });
    const found =
      open.scorer.trees && wish.background === 'list'
        ? treesAgainstList(open, wish.seed)
        : await oneByOne(open, background, wish, control);
    const shared = open.items.map((_, at) => sharedGroups(open, fedRow(open, at), background.fed));
    return {
      table: tableOf(open, found),
      groups: open.groups.map(({ name }) => name),
      sameForAll: open.groups.filter((_, group) => shared.every((each) => each[group])).map(({ name }) => name),
      method: found.find((each) => each !== null)?.method ?? ('exact' as const),
      output: open.scorer.output,
      ...described(open, background),
    };
  });
}

/** Every split is decided once for all items. */
function treesAgainstList(open: OpenRequest, seed: number): (Attribution | null)[] {
  const { ensemble, output } = open.scorer.trees!;
  const game = treeGame(ensemble, output, groupFeatures(open));
  const paths = rowPaths(ensemble, open.fed);
  return open.items.map((_, at) => {
    const others = otherItems(open, at, seed);
    return Number.isNaN(open.scores[at]!) || others.length === 0 ? null : interventionalShap(game, paths, at, others);
  });
}

async function oneByOne(
  open: OpenRequest,
  whole: Background,
  { background: kind, seed }: ListWish,
  control: ExplainControl,
) {
  const found: (Attribution | null)[] = [];
  const { signal } = control;
  for (const [index, score] of open.scores.entries()) {
    const others = kind === 'list' ? otherItems(open, index, seed) : null;
    if (Number.isNaN(score) || others?.length === 0) found.push(null);
    else {
      const background = others ? await backgroundOf(open, index, { kind, seed, signal }) : whole;
      found.push(await attribute(open, fedRow(open, index), background.fed, { seed, signal }));
    }
    control.progress?.(index + 1, open.items.length);
  }
  return found;
}

function tableOf(open: OpenRequest, found: readonly (Attribution | null)[]): Table {
  const numbers = (name: string, value: (each: Attribution) => number) =>
    buildColumn(
      name,
      'f64',
      found.map((each) => each && value(each)),
    );
  return {
    rows: open.items.length,
    columns: [
      buildColumn(
        'item_id',
        'utf8',
        open.items.map(({ item }) => item),
      ),
      buildColumn(
        'position',
        'i32',
        open.items.map((_, at) => positionOf(open, at)),
      ),
      numbers('score', ({ score }) => score),
      numbers('base', ({ base }) => base),
      ...open.groups.map(({ name }, group) => numbers(`contribution:${name}`, (each) => each.contributions[group]!)),
    ],
  };
}
