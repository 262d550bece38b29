const longestBytes = 150;
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/**
 * A name from outside as one that every file system takes: no folders, no control or reserved characters, no hidden or
 * device name, at most 150 bytes with its extension kept. Never empty.
 */
export function safeFileName(given: string): string {
  const last = given.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const plain = Array.from(last, (letter) => (isPlain(letter) ? letter : '_')).join('');
  const trimmed = plain.replace(/^[.\s]+|[.\s]+$/g, '');
  const name = reserved.test(trimmed) ? `_${trimmed}` : trimmed;
  return shorten(name === '' ? 'file' : name);
}

function isPlain(letter: string): boolean {
  const code = letter.codePointAt(0) ?? 0;
  const isControl = code < 0x20 || (code >= 0x7f && code < 0xa0);
  // Half of a surrogate pair, and marks that turn the direction of what follows.
  const isMisleading = (code >= 0xd800 && code < 0xe000) || (code >= 0x202a && code <= 0x202e) || code === 0x200e;
  return !isControl && !isMisleading && !'<>:"|?*'.includes(letter);
}

function shorten(name: string): string {
  const extension = /(\.[A-Za-z0-9]{1,10}){1,2}$/.exec(name)?.[0] ?? '';
  let stem = Array.from(name.slice(0, name.length - extension.length));
  const bytes = (letters: readonly string[]) => new TextEncoder().encode(letters.join('') + extension).length;
  while (bytes(stem) > longestBytes) stem = stem.slice(0, -1);
  return stem.join('') + extension;
}

/** The name, or with a number before its extension the first one that is free: `log (2).csv`. */
export function freeFileName(name: string, isTaken: (name: string) => boolean): string {
  const dot = name.indexOf('.', 1);
  const [stem, extension] = dot < 0 ? [name, ''] : [name.slice(0, dot), name.slice(dot)];
  let candidate = name;
  for (let number = 2; isTaken(candidate); number++) candidate = `${stem} (${number})${extension}`;
  return candidate;
}
