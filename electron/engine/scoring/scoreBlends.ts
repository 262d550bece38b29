import { objectiveId } from '../../../shared/case/contestantIds';
import type { ResolvedModel } from '../../../shared/case/resolvedCase';
import { RankscopeError } from '../../../shared/wire/errors';
import { quantileTable } from '../sql/scoring/quantiles';
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
    const ready = waiting.findIndex(({ model }) => !Object.keys(model.blend ?? {}).some((id) => names.includes(id)));
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
    const staged = input.stageErrors?.get(n);
    if (staged !== undefined) throw new RankscopeError({ code: 'input', message: staged });
    const blended = await scoreBlend(input, model, n, partsOf(model, records), false);
    return { ...facts, state: 'ready', reason: null, ...blended };
  } catch (error) {
    const tables = Object.keys(model.blend ?? {}).map((_, index) => quantileTable(n, index + 1));
    for (const table of [scoresTable(n), ...tables]) await input.db.run(dropScores(table));
    if (mustStop(error, input.signal)) throw error;
    return { ...facts, key: '', state: 'failed', reason: sentenceOf(error), ...nothingScored };
  }
}

/** What it blends; what weighs 0 and has no scores is left out. */
function partsOf({ name, blend }: ResolvedModel, records: readonly ModelRecord[]): BlendPart[] {
  return Object.entries(blend ?? {}).flatMap(([id, weight], index) => {
    const found = findPart(id, records);
    if (!found && weight !== 0) throw withoutScores(id, name, records);
    return found ? [{ ...found, name: id, k: index + 1, weight }] : [];
  });
}

function findPart(id: string, records: readonly ModelRecord[]): Pick<BlendPart, 'table' | 'key'> | null {
  const model = records.find(({ name }) => name === id);
  if (model?.state === 'ready') return { table: scoresTable(model.n), key: model.key };
  for (const { n, name, heads, state } of records) {
    const head = heads.find((each) => objectiveId(name, each.name) === id);
    if (head && state === 'ready') return { table: headTable(n, head.k), key: head.key };
  }
  return null;
}

function withoutScores(id: string, blend: string, records: readonly ModelRecord[]): RankscopeError {
  const model = records.find(({ name }) => name === id);
  const owner = model ?? records.find(({ name, state }) => state !== 'ready' && id.startsWith(`${name}:`));
  const why = owner ? `which has no scores. ${owner.reason ?? ''}` : 'which is no model of this case.';
  return new RankscopeError({ code: 'input', message: `"${blend}" blends "${id}", ${why}`.trim() });
}
