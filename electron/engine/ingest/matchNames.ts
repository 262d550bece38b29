/**
 * The names that a list of names and globs means, in the order of the list, each once. `*` stands for any text and `?`
 * for one character. `missing` is called for an entry without a glob that is not there: it throws, or gives a name.
 */
export function matchNames(
  patterns: readonly string[],
  names: readonly string[],
  missing: (pattern: string) => string,
): string[] {
  const known = new Set(names);
  const found = patterns.flatMap((pattern) => {
    if (known.has(pattern)) return [pattern];
    if (!/[*?]/.test(pattern)) return [missing(pattern)];
    const matcher = globPattern(pattern);
    return names.filter((name) => matcher.test(name));
  });
  return [...new Set(found)];
}

function globPattern(pattern: string): RegExp {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 'su');
}
