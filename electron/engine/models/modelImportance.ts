import { compareUtf8 } from '../../../shared/metrics/compareUtf8';
import type { FeatureImportance, ModelImportance } from '../../../shared/models/modelSchemas';
import { type SplitImportance, splitImportance } from '../../../shared/trees/splitImportance';
import type { TreeEnsemble } from '../../../shared/trees/treeEnsemble';
import { type Found, orSentence } from '../scoring/modelFailure';
import { resolveModelFile } from '../scoring/modelFile';
import { readTrees } from '../scoring/processRuntime';
import { runKinds } from '../scoring/runKinds';
import type { Session } from '../session/session';
import type { NamedModel } from './modelPage';
import { type ScoreImportance, type ShapControl, type ShapWish, scoreImportance } from './scoreImportance';

const known = new WeakMap<Session, Map<string, ModelImportance>>();
const mostKnown = 64;
const withoutTrees = 'The file is not one forest of trees, so it has neither gains nor splits.';
const otherScore = 'The score is not the sum of the trees of this file.';

/** As `modelImportance`, computed once for each model, sample and seed of an open session. */
export async function knownImportance(
  session: Session,
  named: NamedModel,
  wish: ShapWish,
  control: ShapControl = {},
): Promise<ModelImportance> {
  const kept = known.get(session) ?? new Map<string, ModelImportance>();
  known.set(session, kept);
  const key = JSON.stringify([wish.model, wish.rows, wish.seed]);
  const before = kept.get(key);
  if (before) return before;
  const found = await modelImportance(session, named, wish, control);
  if (kept.size >= mostKnown) kept.delete([...kept.keys()][0]!);
  kept.set(key, found);
  return found;
}

/** Gain, splits and mean |SHAP| of every feature of a model; a measure that it does not have is null with the reason. */
async function modelImportance(
  session: Session,
  { record }: NamedModel,
  wish: ShapWish,
  control: ShapControl,
): Promise<ModelImportance> {
  const forest = await readForest(session, record, control.signal);
  const shap = await orSentence(() => scoreImportance(session, wish, control), control.signal);
  // Groups of another game than the forest's own cannot be matched with its features.
  const trees = shap.value && !shap.value.ofForest ? null : forest.value;
  const split = trees && splitImportance(trees);
  const splitsReason = forest.reason ?? (split ? null : otherScore);
  return {
    model: wish.model,
    output: shap.value?.output ?? null,
    seed: wish.seed,
    sampledRows: shap.value?.sampledRows ?? 0,
    rows: session.meta.counts.rows,
    method: shap.value?.method ?? null,
    gainReason: splitsReason ?? (split?.gain ? null : 'The file does not tell what its splits gained.'),
    splitsReason,
    shapReason: shap.reason,
    features: joined(trees?.featureNames ?? null, split, shap.value).sort(byImportance),
    warnings: shap.value?.warnings ?? [],
  };
}

async function readForest(
  session: Session,
  { kind, file }: NamedModel['record'],
  signal?: AbortSignal,
): Promise<Found<TreeEnsemble>> {
  const none = { value: null, reason: withoutTrees };
  if (!runKinds.includes(kind)) return none;
  const found = await orSentence(
    async () => readTrees(await resolveModelFile(session.folder, file ?? '', session.case.allowOutside)),
    signal,
  );
  if (found.reason !== null) return found;
  return found.value ? { value: found.value.trees, reason: null } : none;
}

/** A feature behind the last that the forest asks has neither gain nor splits. */
function joined(names: string[] | null, split: SplitImportance | null, shap: ScoreImportance | null) {
  const parts = shap?.features ?? (names ?? []).map((feature) => ({ feature, columns: [], shap: null, se: null }));
  return parts.map(
    (part, at): FeatureImportance => ({
      ...part,
      gain: split?.gain ? (split.gain[at] ?? 0) : null,
      splits: split ? (split.splits[at] ?? 0) : null,
    }),
  );
}

function byImportance(a: FeatureImportance, b: FeatureImportance): number {
  const value = ({ shap, gain, splits }: FeatureImportance) => shap ?? gain ?? splits ?? 0;
  return value(b) - value(a) || compareUtf8(a.feature, b.feature);
}
