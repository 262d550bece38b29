import { readdir } from 'node:fs/promises';
import path from 'node:path';

/** Files of one folder whose names differ only by digits: perhaps the parts of one table. */
export function groupParts(files: readonly string[]): string[][] {
  const groups = new Map<string, string[]>();
  for (const file of files) {
    const key = path.join(path.dirname(file), path.basename(file).replace(/\d+/g, '#'));
    groups.set(key, [...(groups.get(key) ?? []), file]);
  }
  return [...groups.values()];
}

/** The parts as people write them: one glob when it means exactly these files, else the list. */
export async function asPaths(
  files: readonly string[],
  relative: (file: string) => string,
): Promise<string | string[]> {
  const [first] = files;
  if (files.length === 1) return relative(first!);
  const names = files.map((each) => path.basename(each));
  const start = commonPrefix(names).replace(/\d+$/, '');
  const end = reverse(commonPrefix(names.map(reverse))).replace(/^\d+/, '');
  const inFolder = await readdir(path.dirname(first!));
  const meant = inFolder.filter(
    (name) => name.length > start.length + end.length && name.startsWith(start) && name.endsWith(end),
  );
  const plain = !/[*?[\]{}()!+@\\]/.test(relative(first!));
  if (plain && meant.length === files.length) return relative(path.join(path.dirname(first!), `${start}*${end}`));
  return files.map(relative);
}

function commonPrefix(names: readonly string[]): string {
  const [first = '', ...others] = names;
  let length = first.length;
  for (const each of others) while (!each.startsWith(first.slice(0, length))) length -= 1;
  return first.slice(0, length);
}

function reverse(text: string): string {
  return [...text].reverse().join('');
}
