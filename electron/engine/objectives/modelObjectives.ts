import { calibrationGate } from '../../../shared/blend/calibrationGate';
import { isOfList, type Normalization } from '../../../shared/blend/normalize';
import type { ModelObjectives } from '../../../shared/objectives/objectiveSchemas';
import { RankscopeError } from '../../../shared/wire/errors';
import { countInSet } from '../compare/contestFacts';
import type { ContestSource } from '../compare/contestSource';
import type { RequestSet } from '../compare/requestSet';
import type { Session } from '../session/session';
import { requestsServed } from '../sql/compare/requestMarks';
import { surfaceNames } from '../sql/objectives/predictionRows';
import { tableColumns } from '../sql/scoring/scoreTables';
import { gateFacts, objectiveReport } from './objectiveReport';
import type { ReadControl } from './predictions';

/** Surfaces that are told apart. */
const mostSurfaces = 200;
/** Columns of `items` that say since when an item is there, the likeliest first. */
const ageNames = ['created_at', 'listed_at', 'published_at', 'added_at', 'first_seen_at'];

/** The objectives of a model, one after another; refuses models without objectives and such as have no scores. */
export async function modelObjectives(
  session: Session,
  source: ContestSource,
  set: RequestSet,
  { model: name, slice }: { model: string; slice: string | null },
  control: ReadControl,
): Promise<ModelObjectives> {
  const { model, record } = scoredModel(session, name);
  const frame = await source.data.requestFrame();
  const ageColumn = source.hasTime ? await ageColumnOf(session) : null;
  const columns = {
    surfaces: session.case.log.columns.surface === undefined ? null : await surfacesOf(session),
    pinned: frame.pinned,
    hasWeights: source.hasWeights,
    hasPositions: source.hasPositions,
    ageColumn,
  };
  const objectives = [];
  for (const head of record.heads) {
    const weight = model.blend![head.name]!;
    objectives.push(await objectiveReport(source, set, { model: name, n: record.n, head, weight, columns }, control));
  }
  const facts = objectives.filter(({ weight }) => weight !== 0).flatMap(gateFacts);
  return {
    model: name,
    weights: model.blend!,
    blending: model.blending,
    slice,
    weighted: source.hasWeights,
    ageColumn,
    gate: calibrationGate(facts),
    objectives,
    warnings: [
      ...warningsOf(objectives, model.blending.normalize),
      ...(await trainingWarning(source, set, name, control.signal)),
    ],
  };
}

function scoredModel(session: Session, name: string) {
  const at = session.case.models.findIndex((each) => each.name === name);
  const [model, record] = [session.case.models[at], session.models[at]];
  if (!model || !record) {
    throw new RankscopeError({ code: 'not_found', message: `There is no model "${name}" in this case.` });
  }
  if (!model.objectives) {
    const several = session.case.models.filter(({ objectives }) => objectives !== null).map((each) => `"${each.name}"`);
    throw new RankscopeError({
      code: 'input',
      message: `The model "${name}" has one score a row, not several objectives.`,
      hint:
        several.length > 0
          ? `Models with objectives are ${several.join(', ')}.`
          : 'Name its outputs under objectives: in case.yaml.',
    });
  }
  if (record.state === 'ready') return { model, record };
  throw new RankscopeError({
    code: 'input',
    message: `The model "${name}" has no scores. ${record.reason ?? ''}`.trim(),
  });
}

async function surfacesOf({ db }: Session): Promise<string[]> {
  return (await db.readRows(surfaceNames(mostSurfaces))).map(({ surface }) => String(surface));
}

/** A column of `items` that holds times: by its name, else the only one. */
async function ageColumnOf({ db }: Session): Promise<string | null> {
  const columns = await db.readRows(tableColumns('items'));
  const times = columns.filter(({ type }) => /^(TIMESTAMP|DATE)/.test(String(type))).map(({ name }) => String(name));
  return ageNames.find((name) => times.includes(name)) ?? (times.length === 1 ? times[0]! : null);
}

function warningsOf(objectives: ModelObjectives['objectives'], normalize: Normalization): string[] {
  const warnings = objectives.flatMap(({ name, labelReason }) =>
    labelReason === undefined ? [] : [`Objective "${name}" has no numbers: ${labelReason}.`],
  );
  if (normalize === 'none') return warnings;
  const made = isOfList(normalize) ? 'are normalized by their list' : 'become shares of training predictions';
  return [...warnings, `Predictions ${made} before they are weighted: a weight is not the worth of an event.`];
}

async function trainingWarning(source: ContestSource, set: RequestSet, model: string, signal?: AbortSignal) {
  const window = source.trained.get(model);
  const inside = window && source.hasTime ? await countInSet({ source, set }, requestsServed(window), signal) : 0;
  if (inside === 0) return [];
  return [
    `${inside.toLocaleString('en-US')} requests lie inside the training window of ${model}: its numbers are optimistic there.`,
  ];
}
