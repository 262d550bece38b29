import { objectiveId } from '../../../shared/case/contestantIds';
import type { ResolvedModel } from '../../../shared/case/resolvedCase';
import { RankscopeError } from '../../../shared/wire/errors';
import { dropScores, headTable, scoresTable } from '../sql/scoring/scoreTables';
import { mustStop, sentenceOf } from './modelFailure';
import { type ModelRecord, nothingScored } from './modelRecord';
import { type BlendPart, scoreBlend } from './scoreBlend';
import type { ScoringInput } from './scoreModels';

type NumberedModel = { model: ResolvedModel; n: number };

/**
 * Writes `scores_<n>` of every model that is a blend of others, from their tables, each behind the blends that it is
 * made of. `scored` are the records of all other models.
 */
export async function scoreBlends(input: ScoringInput, scored: readonly ModelRecord[]): Promise<ModelRecord[]> {
  const made: ModelRecord[] = [];
  const waiting = input.case.models
    .map((model, index): NumberedModel => ({ model, n: index + 1 }))
    .filter(({ model }) => model.kind === 'blend');
  while (waiting.length > 0) {
    const names = waiting.map(({ model }) => model.name);
    const ready = waiting.findIndex(({ model }) => !weighted(model).some(([id]) => names.includes(id)));
    // A circle, which a checked case does not hold, is broken at its first blend.
    const [next] = waiting.splice(Math.max(0, ready), 1);
    input.progress?.(0, null, `Scoring ${next!.model.name}`);
    made.push(await blendOf(input, next!, [...scored, ...made]));
  }
  return made;
}

async function blendOf(
  input: ScoringInput,
  { model, n }: NumberedModel,
  records: readonly ModelRecord[],
): Promise<ModelRecord> {
  const { name, kind, file } = model;
  const facts = { n, name, kind, file, fileSha256: null };
  try {
    const parts = weighted(model).map(([id, weight]) => ({ ...partOf(id, name, records), weight }));
    const blended = await scoreBlend(input.db, model, n, parts, false, input.signal);
    return { ...facts, state: 'ready', reason: null, ...blended };
  } catch (error) {
    await input.db.run(dropScores(scoresTable(n)));
    if (mustStop(error, input.signal)) throw error;
    return { ...facts, key: '', state: 'failed', reason: sentenceOf(error), ...nothingScored };
  }
}

function weighted({ blend }: ResolvedModel): [string, number][] {
  return Object.entries(blend ?? {}).filter(([, weight]) => weight !== 0);
}

function partOf(id: string, blend: string, records: readonly ModelRecord[]): Omit<BlendPart, 'weight'> {
  const model = records.find(({ name }) => name === id);
  if (model?.state === 'ready') return { table: scoresTable(model.n), key: model.key };
  for (const { n, name, heads, state } of records) {
    const head = heads.find((each) => objectiveId(name, each.name) === id);
    if (head && state === 'ready') return { table: headTable(n, head.k), key: head.key };
  }
  const owner = model ?? records.find(({ name, state }) => state !== 'ready' && id.startsWith(`${name}:`));
  const why = owner ? `which has no scores. ${owner.reason ?? ''}` : 'which is no model of this case.';
  throw new RankscopeError({ code: 'input', message: `"${blend}" blends "${id}", ${why}`.trim() });
}
