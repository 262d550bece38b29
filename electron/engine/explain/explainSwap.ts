import { type Changeable, changeableOf } from '../../../shared/explain/changeable';
import type { ExplainSwap } from '../../../shared/explain/explainSchemas';
import { findSwap, type Swap } from '../../../shared/explain/findSwap';
import { splitSides } from '../../../shared/trees/splitSides';
import { RankscopeError } from '../../../shared/wire/errors';
import type { Session } from '../session/session';
import { fedRow, sharedGroups } from './attribute';
import type { ExplainControl } from './explainItem';
import type { FeatureGroup } from './featureGroups';
import { isSingle, itemIndex, type OpenRequest, positionOf, requestWarnings, withRequest } from './openRequest';
import { readSample } from './readMatrix';
import { requireColumn } from './requireColumn';

export interface SwapWish {
  request: string;
  item: string;
  versus: string;
  model: string;
  features: string[] | null;
  seed: number;
}

/** Rows of the log that give percentiles and spreads. */
export const referenceRows = 1000;

/** The smallest change of an item's features that swaps it with another item of its list. */
export function explainSwap(session: Session, wish: SwapWish, control: ExplainControl): Promise<ExplainSwap> {
  return withRequest(session, wish, control.signal, async (open) => {
    const a = itemIndex(open, wish.item);
    const b = itemIndex(open, wish.versus);
    if (a === b) throw new RankscopeError({ code: 'usage', message: `"${wish.item}" is compared with itself.` });
    for (const name of wish.features ?? []) requireColumn(open, name);
    const reference = await readSample(session.db, open.scorer, referenceRows, wish.seed, control.signal);
    const { features, frozen } = changeables(open, a, b, reference.fed.columns, wish.features);
    const [scoreA, scoreB] = [open.scores[a]!, open.scores[b]!];
    const problem = { scorer: open.scorer.score, a: fedRow(open, a), scoreA, scoreB, features };
    const { direction, swap, nearest } = await findSwap(problem, control);
    return {
      ...{ request: open.request, item: wish.item, versus: wish.versus, model: open.model },
      ...{ output: open.scorer.output, seed: wish.seed, score: scoreA, versusScore: scoreB },
      position: positionOf(open, a),
      direction,
      swap: swap && placed(open, a, swap),
      nearest: nearest && placed(open, a, nearest),
      frozen,
      referenceRows: reference.fed.rows,
      warnings: requestWarnings(open),
    };
  });
}

function placed(open: OpenRequest, index: number, { changes, distance, score }: Swap) {
  const told = changes.map(({ name, from, to, distance: own }) => ({ feature: name, from, to, distance: own }));
  return { changes: told, distance, score, position: positionOf(open, index, score) };
}

function changeables(
  open: OpenRequest,
  a: number,
  b: number,
  reference: readonly Float64Array[],
  wanted: readonly string[] | null,
): { features: Changeable[]; frozen: { feature: string; reason: string }[] } {
  const { trees } = open.scorer;
  const sides = trees ? splitSides(trees.ensemble, trees.output) : null;
  const shared = sharedGroups(open, fedRow(open, a), open.fed);
  const features: Changeable[] = [];
  const frozen: { feature: string; reason: string }[] = [];
  open.groups.forEach((group, at) => {
    const reason = wholeReason(open, group, shared[at] === 1, wanted);
    const feature = group.features[0]!;
    const found =
      reason ??
      changeableOf({
        feature,
        name: group.name,
        kind: kindOf(open, feature),
        own: open.fed.columns[feature]![a]!,
        other: open.fed.columns[feature]![b]!,
        reference: reference[feature]!,
        sides: sides && sides[feature]!,
      });
    if (typeof found === 'string') frozen.push({ feature: group.name, reason: found });
    else features.push(found);
  });
  return { features, frozen };
}

function wholeReason({ scorer }: OpenRequest, group: FeatureGroup, shared: boolean, wanted: readonly string[] | null) {
  const { columns, features } = group;
  if (wanted && !columns.some((column) => wanted.includes(column))) return 'not among the features to change';
  if (shared) return 'the same for every item of the list';
  if (!isSingle(group, scorer)) return 'a group of several values';
  return features.length > 1 ? 'fed to the model several times' : null;
}

/** The kind that the case gives a feature, as the model can take it. */
export function kindOf({ scorer, session }: OpenRequest, feature: number): string {
  if (scorer.texts[feature]) return 'text';
  const kind = session.meta.featureKinds[scorer.cells[feature]!.column] ?? 'number';
  return kind === 'number' && scorer.whole[feature] ? 'count' : kind;
}
