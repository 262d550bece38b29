import { setImmediate } from 'node:timers/promises';
import { type FeatureRows, pickRows, rowOf } from '../../../shared/explain/batchScorer';
import { MeanAbsolute } from '../../../shared/explain/meanAbsolute';
import { shapley } from '../../../shared/explain/shapley';
import { interventionalShap } from '../../../shared/trees/shap/interventionalShap';
import { pathDependentShap } from '../../../shared/trees/shap/pathDependentShap';
import { rowPaths, type TreeGame, treeGame } from '../../../shared/trees/shap/treeGame';
import { cancelledError, RankscopeError } from '../../../shared/wire/errors';
import { featureGroups } from '../explain/featureGroups';
import { type OpenScorer, openScorer } from '../explain/openScorer';
import { readSample } from '../explain/readMatrix';
import type { Session } from '../session/session';

/** Rows that are attributed where nobody says how many: of a large forest fewer. */
const mostTreeRows = 500;
const fewestRows = 100;
const leafVisits = 5e6;
/** Rows that a score is compared with, and pairs of permutations a row: many rows tell more than exact ones. */
const backgroundRows = 32;
const pairsPerRow = 16;
/** Rows whose way through the forest is decided at once. */
const pathRows = 16;

export interface ShapWish {
  model: string;
  rows: number | null;
  seed: number;
}

export interface ShapControl {
  signal?: AbortSignal;
  progress?: (done: number, total: number) => void;
}

/** Mean |Shapley value| of each feature of a forest, or of each group of another model. */
export interface ScoreImportance {
  features: { feature: string; columns: string[]; shap: number; se: number | null }[];
  /** The features are those of the forest, in its order. */
  ofForest: boolean;
  output: string;
  method: string;
  sampledRows: number;
  warnings: string[];
}

type Attributor = (row: number) => Promise<Float64Array>;

interface Attribution {
  groups: { name: string; columns: string[] }[];
  of: Attributor;
  method: string;
}

/** Attributes the scores of rows drawn from the log. Refused, in a sentence, for what cannot be explained. */
export async function scoreImportance(
  session: Session,
  { model, rows, seed }: ShapWish,
  { signal, progress }: ShapControl = {},
): Promise<ScoreImportance> {
  const scorer = await openScorer(session, model);
  try {
    const wanted = rows ?? defaultRows(scorer);
    const usable = await usableRows(session, scorer, wanted, seed, signal);
    if (usable.fed.rows === 0) throw nothingScored(model);
    const attribution = await attributionOf(session, scorer, usable.fed, seed, signal);
    const means = new MeanAbsolute(attribution.groups.length);
    for (let row = 0; row < usable.fed.rows; row++) {
      if (signal?.aborted) throw cancelledError();
      means.add(await attribution.of(row));
      progress?.(row + 1, usable.fed.rows);
    }
    const se = usable.fed.rows >= session.meta.counts.rows ? null : means.se();
    return {
      features: attribution.groups.map(({ name, columns }, at) => ({
        feature: name,
        columns,
        shap: means.mean[at]!,
        se: se && se[at]!,
      })),
      ofForest: scorer.trees !== null,
      output: scorer.output,
      method: attribution.method,
      sampledRows: usable.fed.rows,
      warnings: [...scorer.warnings, ...usable.warnings],
    };
  } finally {
    await scorer.close();
  }
}

function defaultRows({ trees }: OpenScorer): number {
  if (!trees) return fewestRows;
  const leaves = trees.ensemble.feature.reduce((count, feature) => count + (feature < 0 ? 1 : 0), 0);
  return Math.max(fewestRows, Math.min(mostTreeRows, Math.floor(leafVisits / leaves)));
}

async function usableRows(session: Session, scorer: OpenScorer, count: number, seed: number, signal?: AbortSignal) {
  const { fed, present } = await readSample(session.db, scorer, count, seed, signal);
  if (signal?.aborted) throw cancelledError();
  const scores = fed.rows > 0 ? await scorer.score(fed) : new Float64Array(0);
  const rows = Array.from({ length: fed.rows }, (_, row) => row);
  const usable = rows.filter((row) => present[row] && Number.isFinite(scores[row]!));
  const left = fed.rows - usable.length;
  const warnings = left > 0 ? [`${left} of ${fed.rows} drawn rows have no finite score and are left out.`] : [];
  return { fed: pickRows(fed, usable), warnings };
}

async function attributionOf(
  session: Session,
  scorer: OpenScorer,
  fed: FeatureRows,
  seed: number,
  signal?: AbortSignal,
): Promise<Attribution> {
  if (scorer.trees) {
    const { ensemble, output } = scorer.trees;
    const game = treeGame(ensemble, output);
    const groups = ensemble.featureNames.map((name, at) => ({ name, columns: [scorer.cells[at]!.column] }));
    if (ensemble.cover) return { groups, of: byCovers(game, fed), method: 'path-dependent TreeSHAP' };
    const background = (await usableRows(session, scorer, backgroundRows, seed + 1, signal)).fed;
    const method = `interventional TreeSHAP against ${background.rows} rows of the log`;
    return { groups, of: byBackground(game, fed, background), method };
  }
  const background = (await usableRows(session, scorer, backgroundRows, seed + 1, signal)).fed;
  const groups = featureGroups(scorer, session.meta.featureGroups);
  const game = { scorer: scorer.score, background, groups: groups.map(({ features }) => features) };
  const of: Attributor = async (row) =>
    (await shapley({ ...game, x: rowOf(fed, row) }, { seed: seed + row, pairs: pairsPerRow, signal })).contributions;
  return { groups, of, method: `Shapley values against ${background.rows} rows of the log` };
}

/** What the libraries' `pred_contrib` gives. */
function byCovers(game: TreeGame, fed: FeatureRows): Attributor {
  const paths = pathsOfBlocks(game, fed);
  return async (row) => {
    // The forest is walked in this thread: others get a turn before each row.
    await setImmediate();
    return pathDependentShap(game, paths(row), row % pathRows).contributions;
  };
}

function byBackground(game: TreeGame, fed: FeatureRows, background: FeatureRows): Attributor {
  const others = Array.from({ length: background.rows }, (_, at) => at + 1);
  return async (row) => {
    await setImmediate();
    const columns = fed.columns.map((column, at) =>
      Float64Array.of(column[row]!, ...background.columns[at]!.subarray(0, background.rows)),
    );
    const paths = rowPaths(game.trees, { rows: background.rows + 1, columns });
    return interventionalShap(game, paths, 0, others).contributions;
  };
}

/** The ways of rows in order, block after block: those of all rows would take rows times nodes bytes. */
function pathsOfBlocks(game: TreeGame, fed: FeatureRows) {
  let block = -1;
  let paths = rowPaths(game.trees, { rows: 0, columns: fed.columns });
  return (row: number) => {
    const wanted = Math.floor(row / pathRows);
    if (wanted !== block) {
      const first = wanted * pathRows;
      const rows = Math.min(pathRows, fed.rows - first);
      paths = rowPaths(game.trees, {
        rows,
        columns: fed.columns.map((column) => column.subarray(first, first + rows)),
      });
      block = wanted;
    }
    return paths;
  };
}

function nothingScored(model: string): RankscopeError {
  return new RankscopeError({
    code: 'refused',
    message: `The model "${model}" gives none of the drawn rows of the log a finite score.`,
    hint: 'Say what serving writes for missing values under missing: of this model.',
  });
}
