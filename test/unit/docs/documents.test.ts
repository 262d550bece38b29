import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { version } from '../../../shared/version';

const root = path.resolve(import.meta.dirname, '../../..');
const read = (file: string) => readFileSync(path.join(root, file), 'utf8');

/** Paths in backticks that name something of the tree: those without blanks, placeholders or globs. */
function namedPaths(text: string): string[] {
  const quoted = [...text.matchAll(/`([^`\s]+)`/g)].map((match) => match[1]!);
  return quoted.filter((name) => /^[\w.-]+(\/[\w.-]+)+\/?$/.test(name) && !name.startsWith('out/'));
}

describe('documents', () => {
  it('name files that are there', () => {
    for (const file of ['CONTRIBUTING.md', 'README.md']) {
      const missing = namedPaths(read(file)).filter((name) => !existsSync(path.join(root, name)));
      expect(missing, file).toEqual([]);
    }
  });

  it('give every dependency a line that says what for', () => {
    const manifest = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;
    const names = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
    const readme = read('README.md');
    const silent = names.filter((name) => !name.startsWith('@types/') && !readme.includes(`\`${name}\``));
    expect(silent).toEqual([]);
  });

  it('agree on the version', () => {
    expect((JSON.parse(read('package.json')) as { version: string }).version).toBe(version);
    expect(read('CHANGELOG.md')).toContain(`## ${version}`);
  });
});
