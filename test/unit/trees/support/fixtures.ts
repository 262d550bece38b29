import { readFileSync } from 'node:fs';
import path from 'node:path';

export const fixtureFolder = path.resolve('test/fixtures/trees');

/** What the library itself gives for the rows of the set `inputs`: rows by outputs. */
export interface Expected {
  inputs: 'rows' | 'finite' | 'codes';
  library: string;
  objective: string;
  raw: number[][];
  prediction: number[][];
  /** `pred_contrib`: rows by outputs * (features + 1). */
  contributions: number[][];
  /** With early stopping: the raw scores of the best iteration's trees. */
  best?: { iteration: number; raw: number[][] };
}

type Cell = number | 'NaN' | 'Infinity' | '-Infinity';

function readJson(file: string): Record<string, unknown> {
  return JSON.parse(readFileSync(path.join(fixtureFolder, file), 'utf8')) as Record<string, unknown>;
}

const numbers = (rows: unknown) => (rows as Cell[][]).map((row) => row.map(Number));

/** The input rows that a set of expectations names, in the order of the models' features. */
export function inputRows(set: Expected['inputs'] = 'rows'): number[][] {
  return numbers(readJson('inputs.json')[set]);
}

export function expectedOf(name: string): Expected {
  const body = readJson(`${name}.expected.json`) as unknown as Expected;
  const tables = {
    raw: numbers(body.raw),
    prediction: numbers(body.prediction),
    contributions: numbers(body.contributions),
  };
  return { ...body, ...tables, ...(body.best && { best: { ...body.best, raw: numbers(body.best.raw) } }) };
}

export function fixtureText(file: string): string {
  return readFileSync(path.join(fixtureFolder, file), 'utf8');
}
