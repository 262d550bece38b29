import type { InitResult } from '../../shared/schemas/init';
import { textTable } from './textTable';

/** `init` for people: the files, the roles with their reasons, what was not found, what to do next. */
export function initText(file: string, { files, roles, missing, warnings, features, nested }: InitResult): string {
  const used = files.filter((each) => each.use !== 'unused');
  const unused = files.filter((each) => each.use === 'unused');
  const parts = [
    textTable(
      ['file', 'is', 'why'],
      used.map((each) => [each.path, each.use, each.reason]),
      [],
    ),
    roles.length > 0
      ? textTable(
          ['role', 'column', 'sure', 'why'],
          roles.map((each) => [each.role, each.column, each.confidence.toFixed(2), each.reason]),
          [2],
        )
      : '',
    featuresText(features, nested),
    missing.map(({ role, cost }) => `not found  ${role}: ${cost}`).join('\n'),
    unused.map((each) => `not used   ${each.path}: ${each.reason}`).join('\n'),
    warnings.map((each) => `note       ${each}`).join('\n'),
    `Written: ${file}\nCorrect what is wrong in it, then run: rankscope check ${file}`,
  ];
  return `${parts
    .filter((part) => part !== '')
    .map((part) => part.trimEnd())
    .join('\n\n')}\n`;
}

function featuresText(features: readonly string[], nested: readonly string[]): string {
  const names = [...features.slice(0, 20), ...(features.length > 20 ? ['…'] : [])];
  const parts = nested.length > 0 ? [`everything in ${nested.join(', ')}`] : [];
  const all = [...names, ...parts];
  return all.length > 0 ? `features   ${all.join(', ')}` : '';
}
