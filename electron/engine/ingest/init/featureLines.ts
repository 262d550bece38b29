import type { ColumnUse } from './features';
import type { Proposal } from './proposal';
import { yamlComment, yamlList, yamlScalar } from './yamlText';

/** The `features` block: a list of names and globs, or with nested columns its long form. */
export function featureLines({ use: own, nested, log, requests }: Proposal): string[] {
  if (!own || !nested) return [];
  const use = withRequests(own, requests?.features ?? []);
  const { structs, maps, arrays } = nested;
  const isNested = structs.length + maps.length + arrays.length > 0;
  if (use.featureCount === 0 && !isNested) return ['# the log has no number column without a role', 'features: []'];
  const columns = log!.columns.length + log!.nested.length + (requests?.features.length ?? 0);
  const words = yamlComment(`${use.featureCount} of ${columns} columns: the numbers without a role`);
  if (!isNested) return [words, listLine('features', use.features, '  ')];
  const entry = (column: string) => `{ column: ${yamlScalar(column)}, keys: ["*"] }`;
  const sized = ({ column, length }: (typeof arrays)[number]) => `{ column: ${yamlScalar(column)}, length: ${length} }`;
  return [
    words,
    'features:',
    `  ${listLine('columns', use.features, '    ')}`,
    ...(structs.length > 0 ? [`  ${listLine('structs', structs, '    ')}`] : []),
    ...(maps.length > 0
      ? [`  maps: [${maps.map(entry).join(', ')}] # every key is a feature; name the ones to keep`]
      : []),
    ...(arrays.length > 0 ? [`  arrays: [${arrays.map(sized).join(', ')}]`] : []),
  ];
}

function withRequests(use: ColumnUse, features: readonly string[]): ColumnUse {
  return { ...use, features: [...use.features, ...features], featureCount: use.featureCount + features.length };
}

function listLine(key: string, names: readonly string[], indent: string): string {
  return `${key}: ${yamlList(names, indent)}`.replace(/ \n/, '\n');
}
