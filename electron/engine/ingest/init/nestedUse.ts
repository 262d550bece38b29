import type { SourceColumn } from '../readers/logSource';
import type { ColumnFacts } from './columnFacts';

/** Nested columns that hold features, as `features` of a case takes them, and those that need a word of a person. */
export interface NestedUse {
  structs: string[];
  /** MAPs and JSON text: every key is taken. */
  maps: string[];
  arrays: { column: string; length: number }[];
  /** Columns of lists and others, with why they are not taken. */
  other: { column: string; reason: string }[];
}

const number = '(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL\\(\\d+,\\s*\\d+\\)|BOOLEAN)';

/** Sorts nested columns and JSON text by their types. Lists have no length of their own, so a person must give one. */
export function nestedUse(nested: readonly SourceColumn[], json: readonly ColumnFacts[]): NestedUse {
  const use: NestedUse = { structs: [], maps: json.map((each) => each.name), arrays: [], other: [] };
  for (const { name: column, type } of nested) {
    const fixed = new RegExp(`^${number}\\[(\\d+)\\]$`).exec(type)?.at(-1);
    if (fixed) use.arrays.push({ column, length: Number(fixed) });
    else if (type.startsWith('STRUCT(') && !type.endsWith(']')) use.structs.push(column);
    else if (new RegExp(`^MAP\\(.*,\\s*${number}\\)$`).test(type)) use.maps.push(column);
    else use.other.push({ column, reason: reasonOf(type) });
  }
  return use;
}

function reasonOf(type: string): string {
  const short = type.length > 40 ? `${type.slice(0, 39)}…` : type;
  return type.endsWith('[]')
    ? `a list (${short}): say how long in features.arrays or features.lists`
    : `nested (${short})`;
}
