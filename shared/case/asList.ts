/** One path or several, as a list. */
export function asList(paths: string | string[]): string[] {
  return typeof paths === 'string' ? [paths] : paths;
}
