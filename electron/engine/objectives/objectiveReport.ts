import { type CalibrationFact, calibrationGate } from '../../../shared/blend/calibrationGate';
import { objectiveId } from '../../../shared/case/contestantIds';
import { relevanceLevel } from '../../../shared/metrics/gain';
import type { ObjectiveReport } from '../../../shared/objectives/objectiveSchemas';
import { contestSettings } from '../compare/contestSettings';
import type { ContestSource } from '../compare/contestSource';
import type { RequestSet } from '../compare/requestSet';
import { fewRows, runStats } from '../compare/statsWorker';
import type { ModelHead } from '../scoring/modelRecord';
import type { PredictionColumns } from '../sql/objectives/predictionRows';
import { headTable } from '../sql/scoring/scoreTables';
import { ageBands, positionBands } from './bands';
import { calibrationGroups, type Grouping } from './calibrationGroups';
import { type Predictions, type ReadControl, readPredictions } from './predictions';
import { rankFacts } from './rankFacts';
import { notProbabilities } from './rowMetrics';

/** One objective of a scored model, and what is the same for all objectives. */
export interface ObjectiveWish {
  model: string;
  n: number;
  head: ModelHead;
  weight: number;
  columns: Omit<PredictionColumns, 'label' | 'matureUntil'>;
}

/** Everything that is told of an objective. Without a label of its name there are no numbers. */
export async function objectiveReport(
  source: ContestSource,
  set: RequestSet,
  { model, n, head, weight, columns }: ObjectiveWish,
  control: ReadControl,
): Promise<ObjectiveReport> {
  const { name, output, k } = head;
  const identity = { name, id: objectiveId(model, name), output, weight };
  const label = source.labels.find((each) => each.name === name);
  if (!label) return { ...identity, ...withoutLabel(source, name) };
  const settings = contestSettings(null, source.metrics);
  const level = relevanceLevel({ name: 'auc', cutoff: null, parameters: {}, label: name }, settings);
  const matureUntil = source.matureUntil.get(name) ?? null;
  const known = { ...columns, label: name, matureUntil };
  const read = await readPredictions(source, set, headTable(n, k), known, level, control);
  const requestWeights = source.hasWeights ? await source.data.requestWeights() : null;
  const { scores, outcomes, weights, starts, requests } = read;
  const work = { read: { scores, outcomes, weights, starts, requests }, requestWeights };
  const numbers = await runStats('objective', work, { small: scores.length <= fewRows, signal: control.signal });
  const metrics = {
    ...numbers.metrics,
    ...(await rankFacts(source, set, { id: identity.id, label: name }, control)),
  };
  const improbable = notProbabilities(read);
  const groups = groupsOf(read, columns, improbable);
  return {
    ...identity,
    label: name,
    rows: read.scores.length,
    positives: read.outcomes.reduce((sum, y) => sum + y, 0),
    unlabeledRows: read.unlabeled,
    immatureRows: read.immature,
    metrics,
    gate: calibrationGate(gateFacts({ name, labelReason: undefined, ...groups })),
    ...groups,
    reliability: numbers.reliability,
  };
}

/** What the gate looks at of one objective. */
export function gateFacts({
  name: objective,
  labelReason,
  bySurface,
}: Pick<ObjectiveReport, 'name' | 'labelReason' | 'bySurface'>): CalibrationFact[] {
  if (labelReason !== undefined) return [{ objective, surface: null, oe: null, reason: labelReason }];
  return bySurface.map(({ value, oe, oeReason }) => {
    const surface = value ?? (bySurface.length > 1 ? 'rows without a surface' : null);
    return { objective, surface, oe, reason: oeReason ?? null };
  });
}

function groupsOf(read: Predictions, columns: ObjectiveWish['columns'], improbable: string | null) {
  const bands = positionBands.length;
  const position: Grouping = {
    count: bands,
    codeOf: (row) => read.position[row]!,
    nameOf: (code) => positionBands[code]!,
  };
  const age: Grouping = { count: ageBands.length, codeOf: (row) => read.age[row]!, nameOf: (code) => ageBands[code]! };
  const names = [...(columns.surfaces ?? []), 'other surfaces', null];
  const surface: Grouping = {
    count: names.length,
    codeOf: (row) => read.surface[row]!,
    nameOf: (code) => names[code]!,
  };
  const both: Grouping = {
    count: names.length * bands,
    codeOf: (row) => read.surface[row]! * bands + read.position[row]!,
    nameOf: (code) => `${Math.floor(code / bands)} ${code % bands}`,
  };
  const crossed = columns.hasPositions ? calibrationGroups(read, both, improbable) : [];
  const bySurface = calibrationGroups(read, surface, improbable).map((group) => {
    const own = crossed.flatMap((each) => {
      const [at, band] = each.value!.split(' ').map(Number) as [number, number];
      return names[at] === group.value ? [{ ...each, value: positionBands[band]! }] : [];
    });
    return { ...group, byPosition: own };
  });
  return {
    bySurface,
    byPosition: columns.hasPositions ? calibrationGroups(read, position, improbable) : [],
    byItemAge: columns.ageColumn === null ? [] : calibrationGroups(read, age, improbable),
  };
}

function withoutLabel({ labels }: ContestSource, name: string) {
  const known = labels.map((label) => label.name).join(', ');
  const labelReason = `the case has no label "${name}"${known ? `; it has ${known}` : ''}`;
  const none = { value: null, reason: labelReason };
  return {
    label: null,
    labelReason,
    ...{ rows: 0, positives: 0, unlabeledRows: 0, immatureRows: 0 },
    metrics: {
      ...{ auc: none, gauc: none, gauc_q: none, logloss: none, ne: none, oe: none, ece: none },
      ...{ first_positive_rank: none, buried_share: none },
    },
    gate: calibrationGate(gateFacts({ name, labelReason, bySurface: [] })),
    ...{ bySurface: [], byPosition: [], byItemAge: [], reliability: [] },
  };
}
