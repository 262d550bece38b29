import type { Completion } from '@codemirror/autocomplete';
import type { SQLNamespace } from '@codemirror/lang-sql';
import type { TableInfo } from '../../../shared/schemas/data';
import { nameText } from '../../../shared/slices/predicateText';

/** The session's tables and their columns, as the editor completes them. */
export function sqlSchema(tables: readonly TableInfo[]): SQLNamespace {
  return Object.fromEntries(
    tables.map(({ name, rows, columns }) => [
      // A dot in a name would read as a schema.
      name.replaceAll('.', '\\.'),
      {
        self: { ...completion(name, 'type'), detail: `${rows.toLocaleString('en-US')} rows` },
        children: columns.map((column) => ({ ...completion(column.name, 'property'), detail: column.type })),
      },
    ]),
  );
}

/** Columns of every table, offered wherever a name may stand: before FROM nothing says which table is meant. */
export function columnCompletions(tables: readonly TableInfo[]): Completion[] {
  const owners = new Map<string, string[]>();
  for (const { name, columns } of tables) {
    for (const column of columns) owners.set(column.name, [...(owners.get(column.name) ?? []), name]);
  }
  return [...owners].map(([name, of]) => ({
    ...completion(name, 'property'),
    detail: of.length > 2 ? `${of.length} tables` : of.join(', '),
    boost: -1,
  }));
}

function completion(name: string, type: string): Completion {
  const text = nameText(name);
  return { label: name, type, ...(text !== name && { apply: text }) };
}
