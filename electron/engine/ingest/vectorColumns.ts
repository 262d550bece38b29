import { RankscopeError } from '../../../shared/wire/errors';
import { isNumeric, typeClass } from '../sql/ingest/cells';
import { matchNames } from './matchNames';
import { requireColumn, type SourceColumn } from './readers/logSource';

/** The columns of a vector: one that holds a list (or its text), or one column a dimension. */
export interface VectorColumns {
  names: string[];
  isList: boolean;
}

/**
 * The columns that `vector` names. A pattern such as `e_*` takes the columns that match it, in the order of the numbers
 * in their names: `e_2` before `e_10`; without such numbers in the order of the file.
 */
export function vectorColumns(
  columns: readonly SourceColumn[],
  vector: string,
  where: { key: string; file?: string },
): VectorColumns {
  const exact = columns.some(({ name }) => name === vector);
  if (!exact && /[*?]/.test(vector)) {
    const names = columns.map(({ name }) => name);
    const matching = matchNames([vector], names, (pattern) => pattern);
    if (matching.length === 0) requireColumn(columns, vector, where);
    return { names: inNumericOrder(matching, vector), isList: false };
  }
  const { name, type } = requireColumn(columns, vector, where);
  if (['nested', 'text'].includes(typeClass(type))) return { names: [name], isList: true };
  if (isNumeric(type)) return { names: [name], isList: false };
  throw new RankscopeError({
    code: 'input',
    message: `${where.key}: the column "${name}" has the type ${type}; a vector is a list of numbers.`,
    where: { path: where.key, column: name, file: where.file },
  });
}

function inNumericOrder(names: readonly string[], pattern: string): string[] {
  const prefix = pattern.search(/[*?]/);
  const suffix = pattern.length - 1 - Math.max(pattern.lastIndexOf('*'), pattern.lastIndexOf('?'));
  const numbers = names.map((name) => name.slice(prefix, name.length - suffix));
  if (!numbers.every((text) => /^\d+$/.test(text))) return [...names];
  return names
    .map((name, i) => ({ name, number: Number(numbers[i]) }))
    .sort((a, b) => a.number - b.number)
    .map(({ name }) => name);
}
