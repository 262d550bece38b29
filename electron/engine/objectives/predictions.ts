import { bandOf, rankBands } from '../compare/bandGains';
import { doublesOf, integersOf } from '../compare/columns';
import type { ContestSource } from '../compare/contestSource';
import { pagesOf } from '../compare/requestFrame';
import type { RequestSet } from '../compare/requestSet';
import { chosenRequests } from '../compare/requestSet';
import { type PredictionColumns, predictionRows } from '../sql/objectives/predictionRows';
import { ageBandOf } from './bands';

/** One objective's predictions with what came of them: rows with both, request after request. */
export interface Predictions {
  scores: Float64Array;
  outcomes: Uint8Array;
  /** Sampling weights; null: every row counts once. */
  weights: Float64Array | null;
  /** Code of the surface, from 0; the last two codes are those of other surfaces and of none. */
  surface: Uint16Array;
  /** Band of the logged position; `rankBands` = not shown. */
  position: Uint8Array;
  age: Uint8Array;
  /** Where each request's rows begin, and its index; `starts` has one more entry. */
  starts: number[];
  requests: number[];
  unlabeled: number;
  immature: number;
  /** Labeled rows left out for want of a sampling weight above 0. */
  withoutWeight: number;
}

const rowsPerPage = 500_000;

export interface ReadControl {
  signal?: AbortSignal;
  progress?: (done: number, total: number) => void;
}

/** Reads them page by page into typed arrays. A grade of at least `level` is an outcome of 1. */
export async function readPredictions(
  source: ContestSource,
  set: RequestSet,
  table: string,
  columns: PredictionColumns,
  level: number,
  { signal, progress }: ReadControl,
): Promise<Predictions> {
  const frame = await source.data.requestFrame();
  const chosen = chosenRequests(set.indexes, frame.requests);
  const into = emptyPredictions(frame.rows, source.hasWeights);
  const surfaces = columns.surfaces?.length ?? 0;
  let length = 0;
  for (const page of pagesOf(frame, rowsPerPage)) {
    const rows = await source.data.db.read(predictionRows(table, columns, page), { signal });
    const [request, surface, position, young] = ['request_index', 'surface', 'position', 'young'].map((name) =>
      integersOf(rows, name),
    ) as [Int32Array, Int32Array, Int32Array, Int32Array];
    const [score, grade, weight, age] = ['score', 'grade', 'weight', 'age'].map((name) => doublesOf(rows, name)) as [
      Float64Array,
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    for (let row = 0; row < rows.rows; row++) {
      if (Number.isNaN(score[row]!) || (chosen !== null && chosen[request[row]!] === 0)) continue;
      if (Number.isNaN(grade[row]!)) {
        into.unlabeled += 1;
        into.immature += young[row]!;
        continue;
      }
      if (!(weight[row]! > 0)) {
        into.withoutWeight += 1;
        continue;
      }
      if (into.requests.at(-1) !== request[row]) {
        into.requests.push(request[row]!);
        into.starts.push(length);
      }
      into.scores[length] = score[row]!;
      into.outcomes[length] = grade[row]! >= level ? 1 : 0;
      if (into.weights) into.weights[length] = weight[row]!;
      into.surface[length] = surface[row]! >= 0 ? surface[row]! : surfaces + (surface[row]! === -2 ? 0 : 1);
      into.position[length] = position[row]! > 0 ? bandOf(position[row]!) : rankBands;
      into.age[length] = ageBandOf(age[row]!);
      length += 1;
    }
    progress?.(page.to, frame.rows);
  }
  into.starts.push(length);
  return cut(into, length);
}

function emptyPredictions(rows: number, hasWeights: boolean): Predictions {
  return {
    scores: new Float64Array(rows),
    outcomes: new Uint8Array(rows),
    weights: hasWeights ? new Float64Array(rows) : null,
    surface: new Uint16Array(rows),
    position: new Uint8Array(rows),
    age: new Uint8Array(rows),
    starts: [],
    requests: [],
    unlabeled: 0,
    immature: 0,
    withoutWeight: 0,
  };
}

function cut(read: Predictions, length: number): Predictions {
  return {
    ...read,
    scores: read.scores.subarray(0, length),
    outcomes: read.outcomes.subarray(0, length),
    weights: read.weights?.subarray(0, length) ?? null,
    surface: read.surface.subarray(0, length),
    position: read.position.subarray(0, length),
    age: read.age.subarray(0, length),
  };
}
