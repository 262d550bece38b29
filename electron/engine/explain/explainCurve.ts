import type { ExplainCurve } from '../../../shared/explain/explainSchemas';
import { curveValues, type RankCurve, rankCurve } from '../../../shared/explain/rankCurve';
import { quantileSorted, sortedValues } from '../../../shared/stats/quantile';
import { splitSides } from '../../../shared/trees/splitSides';
import { RankscopeError } from '../../../shared/wire/errors';
import type { Session } from '../session/session';
import { fedRow } from './attribute';
import type { ExplainControl } from './explainItem';
import { kindOf, referenceRows } from './explainSwap';
import { itemIndex, type OpenRequest, requestWarnings, rivalsOf, withRequest } from './openRequest';
import { readSample } from './readMatrix';
import { requireColumn } from './requireColumn';

export interface CurveWish {
  request: string;
  item: string;
  model: string;
  feature: string;
  seed: number;
}

/** Points of a feature's range where the model is not a forest. */
const gridPoints = 201;

/** Where an item stands in its list as one feature moves over its range in the log, rivals fixed. */
export function explainCurve(session: Session, wish: CurveWish, control: ExplainControl): Promise<ExplainCurve> {
  return withRequest(session, wish, control.signal, async (open) => {
    const index = itemIndex(open, wish.item);
    const places = requireColumn(open, wish.feature);
    const reference = await readSample(session.db, open.scorer, referenceRows, wish.seed, control.signal);
    const feature = places[0]!;
    if (open.scorer.texts[feature]) throw noNumber(wish.feature);
    const own = open.fed.columns[feature]![index]!;
    const candidates = candidateValues(open, places, reference.fed.columns[feature]!);
    const values = curveValues(own, withList(open, feature, reference.fed.columns[feature]!), candidates);
    const list = { item: wish.item, rivals: rivalsOf(open, index) };
    const all = Float64Array.from([...values, own, missingValue(open, feature)]);
    const curve = await rankCurve(open.scorer.score, fedRow(open, index), places, all, list, control);
    const points = Array.from(values, (value, at) => ({ ...pointAt(curve, at), value }));
    return {
      ...{ request: open.request, item: wish.item, model: open.model, feature: wish.feature },
      output: open.scorer.output,
      items: open.items.length,
      own: pointAt(curve, values.length),
      missing: { ...pointAt(curve, values.length + 1), value: null },
      points,
      steps: open.scorer.trees !== null,
      warnings: requestWarnings(open),
    };
  });
}

function noNumber(feature: string): RankscopeError {
  return new RankscopeError({ code: 'unsupported', message: `"${feature}" is text: it has no range to move over.` });
}

/** What the model is fed where the log has no value. */
function missingValue({ scorer }: OpenRequest, feature: number): number {
  return Number(scorer.cells[feature]!.fill ?? Number.NaN);
}

function pointAt({ values, scores, positions }: RankCurve, at: number) {
  const orNull = (value: number) => (Number.isFinite(value) ? value : null);
  return { value: orNull(values[at]!), score: orNull(scores[at]!), position: positions[at]! };
}

/** Both sides of every split; else whole numbers that occur, or an even grid with the percentiles. */
function candidateValues(open: OpenRequest, places: readonly number[], reference: Float64Array): number[] {
  const { trees } = open.scorer;
  if (trees) {
    const sides = splitSides(trees.ensemble, trees.output);
    return places.flatMap((place) => [...sides[place]!]);
  }
  const sorted = sortedValues(reference.filter(Number.isFinite));
  if (kindOf(open, places[0]!) !== 'number') return [...sorted];
  const [low, high] = [sorted[0] ?? 0, sorted.at(-1) ?? 0];
  const grid = Array.from({ length: gridPoints }, (_, at) => low + ((high - low) * at) / (gridPoints - 1));
  return [...grid, ...Array.from({ length: 99 }, (_, at) => quantileSorted(sorted, (at + 1) / 100) ?? low)];
}

/** The values of the log and of this list: the range that the curve is drawn over. */
function withList({ fed }: OpenRequest, feature: number, reference: Float64Array): Float64Array {
  return Float64Array.from([...reference, ...fed.columns[feature]!]);
}
