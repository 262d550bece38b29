import type { BetweenModels } from '../../../shared/fidelity/fidelitySchemas';
import { type DiffedModel, diffFacts, diffInputs } from '../../../shared/models/diffPages';
import { diffRanks } from '../../../shared/models/diffRanks';
import type { ModelDiff, ModelImportance } from '../../../shared/models/modelSchemas';
import { RankscopeError } from '../../../shared/wire/errors';
import { betweenModels } from '../fidelity/betweenModels';
import { briefFidelity } from '../fidelity/modelFidelity';
import { orSentence } from '../scoring/modelFailure';
import type { Session } from '../session/session';
import type { SessionSlices } from '../slices/sessionSlices';
import { knownImportance } from './modelImportance';
import { modelPage, type NamedModel } from './modelPage';

export interface DiffControl {
  signal?: AbortSignal;
  progress?: (done: number, total: number, text: string) => void;
}

/** What two models differ in. Parts that cannot be compared are null with the reason. */
export async function modelDiff(
  session: Session,
  slices: SessionSlices,
  [a, b]: readonly [NamedModel, NamedModel],
  seed: number,
  { signal, progress }: DiffControl = {},
): Promise<ModelDiff> {
  const name = ({ model }: NamedModel) => model.name;
  const step = (text: string) => ({
    signal,
    progress: (done: number, total: number) => progress?.(done, total, text),
  });
  const one = await diffed(session, slices, a, step(`checking ${name(a)}`));
  const other = await diffed(session, slices, b, step(`checking ${name(b)}`));
  const scores = await orSentence(() => agreement(session, a, b, step('comparing scores')), signal);
  const ranks = await orSentence(async () => {
    // The same rows for both.
    const rows = isForest(a) && isForest(b) ? null : 100;
    const of = (named: NamedModel): Promise<ModelImportance> => {
      const wish = { model: name(named), rows, seed };
      return knownImportance(session, named, wish, step(`importance in ${name(named)}`));
    };
    const [one, other] = [await of(a), await of(b)];
    const found = diffRanks(one, other);
    if (found) return found;
    const message = one.shapReason ?? other.shapReason ?? 'The two share no measure of importance.';
    throw new RankscopeError({ code: 'unsupported', message });
  }, signal);
  const [hashA, hashB] = [one.page.sha256, other.page.sha256];
  return {
    a: name(a),
    b: name(b),
    sameFile: hashA === null || hashB === null ? null : hashA === hashB,
    facts: diffFacts(one, other),
    ...diffInputs(one.page.inputs ?? [], other.page.inputs ?? []),
    ranks: ranks.value,
    ranksReason: ranks.reason,
    scores: scores.value,
    scoresReason: scores.reason,
  };
}

function isForest({ record }: NamedModel): boolean {
  return record.kind === 'lightgbm' || record.kind === 'xgboost';
}

type Step = { signal?: AbortSignal; progress: (done: number, total: number) => void };

async function diffed(session: Session, slices: SessionSlices, named: NamedModel, step: Step): Promise<DiffedModel> {
  const page = await modelPage(session, named, step.signal);
  const isServed = named.model.served !== null && named.record.state === 'ready';
  const fidelity = isServed ? await briefFidelity(session, slices, named.model, named.record, step) : null;
  return { page, fidelity };
}

async function agreement(
  session: Session,
  a: NamedModel,
  b: NamedModel,
  step: Step,
): Promise<NonNullable<ModelDiff['scores']>> {
  for (const { record } of [a, b]) {
    if (record.state === 'ready') continue;
    throw new RankscopeError({
      code: 'input',
      message: `"${record.name}" has no scores. ${record.reason ?? ''}`.trim(),
    });
  }
  const found: BetweenModels = await betweenModels(session, a.record, b.record, step);
  const { comparedRows, parity, link, sameOrder, maxAbsDiff, verdict, cause } = found;
  const { parityReason, sameOrderReason, maxAbsDiffReason } = found;
  const reasons = { parityReason, sameOrderReason, maxAbsDiffReason };
  const given = Object.fromEntries(Object.entries(reasons).filter(([, reason]) => reason !== undefined));
  return { comparedRows, parity, link, sameOrder, maxAbsDiff, verdict, cause, ...given };
}
