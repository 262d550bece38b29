import { nearestName } from '../../../shared/case/nearestName';
import type { FeedType } from './modelRuntime';
import { refuseModel } from './refuseModel';

/** A feature column of the session, by its SQL type: FLOAT, DOUBLE, BOOLEAN, TIMESTAMP, VARCHAR, or a list of them. */
export interface LogFeature {
  name: string;
  type: string;
  /** What `features.lists` of the case pads a list with. */
  pad?: number | string;
}

/** One value of a row: a feature, or an element of one that is a list. */
export interface PlannedCell {
  /** Column of the log's features. */
  column: string;
  /** Place in the list, from 0; null for a single value. */
  element: number | null;
  /** The type that an element of a list is cast to; null = as it is. */
  cast: 'DOUBLE' | 'BIGINT' | null;
  /** Name in a page of features: the column's, or `column[element]`. */
  key: string;
  /** What stands for a missing value; absent: NaN, or the empty text. */
  fill?: number | string;
}

interface Wanted {
  type: FeedType;
  /** Elements to take of a list; null where nobody says. */
  length: number | null;
  pad: number | string | undefined;
  missing: Readonly<Record<string, number | string>>;
}

/**
 * The values behind a name: one feature, the first `length` elements of a list, or the elements `name[0]`, `name[1]`, …
 * of an array that `features.arrays` of the case has made into features.
 */
export function planCells(name: string, log: readonly LogFeature[], wanted: Wanted): PlannedCell[] {
  const column = log.find((each) => each.name === name);
  if (column) return column.type.endsWith('[]') ? listCells(column, wanted) : [valueCell(column, wanted)];
  const elements = arrayElements(name, log);
  if (elements.length === 0) throw absent(name, log);
  const length = wanted.length ?? elements.length;
  if (length > elements.length) {
    throw refuseModel(`the array "${name}" has ${elements.length} elements in the log, and length: says ${length}`);
  }
  return elements.slice(0, length).map((each) => valueCell(each, wanted));
}

function arrayElements(name: string, log: readonly LogFeature[]): LogFeature[] {
  const byName = new Map(log.map((each) => [each.name, each]));
  const elements: LogFeature[] = [];
  for (let next = byName.get(`${name}[0]`); next; next = byName.get(`${name}[${elements.length}]`)) elements.push(next);
  return elements;
}

function valueCell({ name, type }: LogFeature, { type: feed, missing }: Wanted): PlannedCell {
  if (type === 'VARCHAR' && feed !== 'string') {
    throw refuseModel(
      `the feature "${name}" is text in the log, and the model takes ${feed}`,
      'Where it is a category, log the number that stands for it in the model.',
    );
  }
  if (feed === 'string' && !['VARCHAR', 'DOUBLE', 'FLOAT'].includes(type)) {
    throw refuseModel(`the feature "${name}" is ${type} in the log, and the model takes text`);
  }
  const fill = missing[name];
  if (typeof fill === 'string' && feed !== 'string') {
    throw refuseModel(`missing: says "${fill}" for the feature "${name}", and the model takes ${feed}`);
  }
  return { column: name, element: null, cast: null, key: name, ...(fill !== undefined && { fill }) };
}

/** A list that is too short, or absent, is padded; what is too long is cut at its end. */
function listCells({ name, type, pad: casePad }: LogFeature, wanted: Wanted): PlannedCell[] {
  if (wanted.length === null) {
    throw refuseModel(`the feature "${name}" is a list, and neither the file nor the case says how long`, lengthHint);
  }
  const fill = wanted.pad ?? casePad ?? (wanted.type === 'string' ? '' : 0);
  if (typeof fill === 'string' && wanted.type !== 'string') {
    throw refuseModel(`pad: says "${fill}" for the list "${name}", and the model takes ${wanted.type}`);
  }
  const whole = !['float32', 'float64', 'float16', 'string'].includes(wanted.type);
  const cast = type === 'VARCHAR[]' && wanted.type !== 'string' ? (whole ? 'BIGINT' : 'DOUBLE') : null;
  return Array.from({ length: wanted.length }, (_, element) => {
    return { column: name, element, cast, key: `${name}[${element}]`, fill };
  });
}

const lengthHint = 'Say length: of this input in case.yaml.';

function absent(name: string, log: readonly LogFeature[]): Error {
  const near = nearestName(
    name,
    log.map((each) => each.name),
  );
  return refuseModel(
    `it needs the feature "${name}", which the log's features lack${near ? `; the nearest name is "${near}"` : ''}`,
    'Add the column to features: of the case, or map the names under rename: of this model.',
  );
}
