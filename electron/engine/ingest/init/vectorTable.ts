import { isNumeric } from '../../sql/ingest/cells';
import type { TableProfile } from './profileTable';
import { uniqueColumn } from './uniqueColumn';

/** The vectors of a table: whose they are, and the column or glob that holds them. */
export interface VectorColumns {
  entity: 'item' | 'user' | 'request';
  id: string;
  vector: string;
  dimensions: number | null;
}

const atLeast = 4;
/** A table of vectors holds little else: a version, a time. */
const mostOthers = 3;
const dimensionName = /^(e|emb|embedding|vec|vector|v|dim|component|factor)[_.\- ]?(\d+)$/i;
const listOfNumbers = /^(FLOAT|DOUBLE|DECIMAL\(\d+,\s*\d+\))\[(\d*)\]$/;

/** Null for a table that is something else: its ids repeat, or it holds much beside one vector a row. */
export function vectorColumns(profile: TableProfile): VectorColumns | null {
  const owner = (['item', 'user', 'request'] as const).flatMap((entity) => {
    const id = uniqueColumn(profile, entity);
    return id === null ? [] : [{ entity, id }];
  })[0];
  const found = listColumn(profile) ?? numberedColumns(profile);
  if (!owner || !found) return null;
  const others = profile.columns.length + profile.nested.length - found.columns - 1;
  return others > mostOthers ? null : { ...owner, vector: found.vector, dimensions: found.dimensions };
}

function listColumn({ nested }: TableProfile) {
  const [only, ...more] = nested.filter(({ type }) => listOfNumbers.test(type));
  if (!only || more.length > 0) return null;
  const length = listOfNumbers.exec(only.type)![2]!;
  return { vector: only.name, columns: 1, dimensions: length === '' ? null : Number(length) };
}

function numberedColumns({ columns }: TableProfile) {
  const numbered = columns.filter(({ name, type }) => isNumeric(type) && dimensionName.test(name));
  if (numbered.length < atLeast) return null;
  const prefix = numbered[0]!.name.replace(/\d+$/, '');
  const own = columns.filter(({ name }) => name.startsWith(prefix));
  if (own.length !== numbered.length || numbered.some(({ name }) => !name.startsWith(prefix))) return null;
  return { vector: `${prefix}*`, columns: own.length, dimensions: own.length };
}
