import { RankscopeError } from '../../../shared/wire/errors';
import type { SelectionKind } from './selectionTables';

const headers: Record<SelectionKind, string> = { item: 'item_id', request: 'request_id', user: 'user_id' };

/** A selection as CSV: one column named after what it selects, one id a line, sorted as given. */
export function writeIdList(kind: SelectionKind, ids: readonly string[]): string {
  return `${[headers[kind], ...ids].map(cellText).join('\n')}\n`;
}

function cellText(value: string): string {
  return value === '' || /[",\r\n]|^\s|\s$/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

/** Reads what `writeIdList` wrote or a person did: one column, its header telling the kind. Ids that stand twice count once. */
export function readIdList(text: string): { kind: SelectionKind; ids: string[] } {
  const [header = '', ...ids] = cellsOf(text.startsWith('\uFEFF') ? text.slice(1) : text);
  const kind = (Object.keys(headers) as SelectionKind[]).find((each) => headers[each] === header || each === header);
  if (!kind) {
    const expected = Object.values(headers).join(', ');
    throw new RankscopeError({
      code: 'input',
      message: `Its first line is "${header.slice(0, 80)}", expected is one of ${expected}.`,
      where: { line: 1 },
    });
  }
  return { kind, ids: [...new Set(ids)] };
}

const cell = /"((?:[^"]|"")*)"[ \t]*(?=\r?\n|\r|$)|([^\r\n]*)/y;
const lineEnd = /\r\n|\n|\r/y;

function cellsOf(text: string): string[] {
  const cells: string[] = [];
  let line = 1;
  for (let at = 0; at < text.length; line++) {
    cell.lastIndex = at;
    const [all = '', quoted, plain = ''] = cell.exec(text) ?? [];
    if (quoted === undefined && plain.startsWith('"')) {
      throw new RankscopeError({
        code: 'input',
        message: `Line ${line} has a quote that is not closed.`,
        where: { line },
      });
    }
    if (quoted !== undefined) cells.push(quoted.replaceAll('""', '"'));
    else if (plain !== '') cells.push(plain);
    lineEnd.lastIndex = at + all.length;
    at += all.length + (lineEnd.exec(text)?.[0].length ?? 0);
  }
  return cells;
}
