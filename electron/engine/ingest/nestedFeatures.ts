import type { ResolvedFeatures } from '../../../shared/case/resolvedCase';
import { RankscopeError } from '../../../shared/wire/errors';
import { quoteIdent } from '../db/quote';
import { type FeatureKind, featureExpression, kindOfType, typeClass } from '../sql/ingest/cells';
import {
  countOtherLengths,
  describeFields,
  describeType,
  elementOf,
  fieldPath,
  jsonStructure,
  jsonValue,
  listCell,
  mapKeys,
  mapValue,
} from '../sql/ingest/nestedFeatures';
import type { BuildContext } from './buildContext';
import { matchNames } from './matchNames';
import { type LogSource, requireColumn } from './readers/logSource';

/** A feature made from a part of a column. */
export interface NestedFeature {
  name: string;
  expression: string;
  /** The log's column. */
  source: string;
  kind: FeatureKind;
}

export interface NestedFeatures {
  features: NestedFeature[];
  /** Features that explanations treat as one: the elements of each array. */
  groups: Record<string, string[]>;
}

/** Features from STRUCT, MAP and JSON columns, arrays and lists, as `features` of the case asks for. */
export async function nestedFeatures(context: BuildContext, source: LogSource): Promise<NestedFeatures> {
  const { structs, maps, arrays, lists } = context.loaded.case.features;
  const features: NestedFeature[] = [];
  const groups: Record<string, string[]> = {};
  for (const path of structs) features.push(...(await structFeatures(context, source, path)));
  for (const map of maps) features.push(...(await mapFeatures(context, source, map)));
  for (const array of arrays) {
    const elements = await arrayFeatures(context, source, array);
    groups[array.column] = elements.map((each) => each.name);
    features.push(...elements);
  }
  for (const list of lists) features.push(listFeature(source, list));
  return { features, groups };
}

async function structFeatures(context: BuildContext, source: LogSource, path: string): Promise<NestedFeature[]> {
  const parts = source.columns.some((each) => each.name === path) ? [path] : path.split('.');
  const column = requireColumn(source.columns, parts[0]!, { key: 'features.structs' });
  const cell = fieldPath(parts);
  const found = await asking(`features.structs: "${path}" is no STRUCT of the log`, () =>
    context.db.readRows(describeFields(source.relation, cell), { signal: context.signal }),
  );
  return found
    .map((each) => ({ name: String(each.name), type: String(each.type) }))
    .filter((each) => typeClass(each.type) !== 'nested')
    .map(({ name, type }) => typed(context, `${path}.${name}`, `${cell}.${quoteIdent(name)}`, column.name, type));
}

const maxKeys = 5000;

async function mapFeatures(
  context: BuildContext,
  source: LogSource,
  map: ResolvedFeatures['maps'][number],
): Promise<NestedFeature[]> {
  const { db, signal } = context;
  const { name: column, type } = requireColumn(source.columns, map.column, { key: 'features.maps' });
  if (type.startsWith('STRUCT')) {
    const fields = await structFeatures(context, source, column);
    const wanted = new Set(
      pickKeys(
        map.keys,
        fields.map((each) => each.name.slice(column.length + 1)),
        column,
      ),
    );
    return fields.filter((each) => wanted.has(each.name.slice(column.length + 1)));
  }
  if (type.startsWith('MAP')) {
    const keys = (await db.readRows(mapKeys(source.relation, column, maxKeys + 1), { signal })).map((each) =>
      String(each.key),
    );
    if (keys.length > maxKeys)
      throw fault(`features.maps: "${column}" has more than ${maxKeys} keys; name those that are features`);
    const value = String((await db.readOne(describeType(source.relation, mapValue(column, ''))))?.type);
    return pickKeys(map.keys, keys, column).map((key) =>
      typed(context, `${column}.${key}`, mapValue(column, key), column, value),
    );
  }
  if (typeClass(type) !== 'text')
    throw fault(`features.maps: the column "${column}" is ${type}; a MAP, a STRUCT or JSON text is expected`);
  const found = await db.readOne(jsonStructure(source.relation, column), { signal });
  const structure = (JSON.parse(String(found?.structure ?? 'null')) ?? {}) as Record<string, unknown>;
  return pickKeys(map.keys, Object.keys(structure).sort(), column).map((key) => {
    const isNumber = ['DOUBLE', 'UBIGINT', 'BIGINT', 'HUGEINT'].includes(String(structure[key]));
    const isTruth = structure[key] === 'BOOLEAN';
    const cell = isNumber
      ? `TRY_CAST(${jsonValue(column, key)} AS DOUBLE)`
      : isTruth
        ? `TRY_CAST(${jsonValue(column, key)} AS BOOLEAN)`
        : jsonValue(column, key);
    return typed(context, `${column}.${key}`, cell, column, isNumber ? 'DOUBLE' : isTruth ? 'BOOLEAN' : 'VARCHAR');
  });
}

// A key that no row has is a feature without values: the log may hold it in another week.
function pickKeys(patterns: readonly string[], keys: readonly string[], column: string): string[] {
  const picked = matchNames(patterns, keys, (missing) => missing);
  if (picked.length === 0) throw fault(`features.maps: no key of "${column}" matches ${patterns.join(', ')}`);
  return picked;
}

async function arrayFeatures(
  context: BuildContext,
  source: LogSource,
  array: ResolvedFeatures['arrays'][number],
): Promise<NestedFeature[]> {
  const { db, signal } = context;
  const { name: column, type } = requireColumn(source.columns, array.column, { key: 'features.arrays' });
  if (!/\[\d*\]$/.test(type))
    throw fault(`features.arrays: the column "${column}" is ${type}; an array or list is expected`);
  const wrong = Number((await db.readOne(countOtherLengths(source.relation, column, array.length), { signal }))?.rows);
  if (wrong > 0) {
    const detail = `Elements beyond ${array.length} are left out, absent ones are missing values.`;
    context.checks.push({
      id: 'array_length',
      severity: 'warns',
      title: `Rows where ${column} has another length than ${array.length}`,
      count: wrong,
      detail,
      rows: [],
    });
  }
  const child = type.replace(/\[\d*\]$/, '');
  return Array.from({ length: array.length }, (_, index) =>
    typed(context, `${column}[${index}]`, elementOf(column, index), column, child),
  );
}

function listFeature(source: LogSource, list: ResolvedFeatures['lists'][number]): NestedFeature {
  const { name, type } = requireColumn(source.columns, list.column, { key: 'features.lists' });
  const isText = typeClass(type) === 'text';
  if (!isText && !/\[\d*\]$/.test(type))
    throw fault(`features.lists: the column "${name}" is ${type}; a list is expected`);
  const numbers =
    ['number', 'count'].includes(list.type) || /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE)\[/.test(type);
  return {
    name,
    expression: listCell(name, list.max, numbers ? 'DOUBLE' : 'VARCHAR', isText),
    source: name,
    kind: 'list',
  };
}

function typed(context: BuildContext, name: string, cell: string, source: string, type: string): NestedFeature {
  const kind = kindOf(context.loaded.case.features, name, type);
  return { name, expression: featureExpression(cell, type, kind), source, kind };
}

/** The kind of a feature: what the case says, else what its type suggests. */
export function kindOf({ types }: ResolvedFeatures, name: string, type: string): FeatureKind {
  const pattern = Object.keys(types).find((each) => matchNames([each], [name], () => '').includes(name));
  return (pattern === undefined ? kindOfType(type) : types[pattern]) as FeatureKind;
}

async function asking<T>(message: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof RankscopeError && error.code === 'input') throw fault(message);
    throw error;
  }
}

function fault(message: string): RankscopeError {
  return new RankscopeError({
    code: 'input',
    message: `case.yaml, ${message}.`,
    where: { path: message.split(':')[0] },
  });
}
