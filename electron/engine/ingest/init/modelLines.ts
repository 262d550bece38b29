import type { TextContext } from './caseText';
import type { ModelProposal, Proposal } from './proposal';
import { yamlComment, yamlScalar } from './yamlText';

/** The `models` block: one entry a file, the first one being the baseline. */
export function modelLines({ models, roles }: Proposal, context: TextContext): string[] {
  if (models.length === 0) return ['models: [] # no model, run or file of scores was found'];
  const canServe = roles.some((each) => each.role === 'score') && models.some(isModelFile);
  return [
    'models: # the first one is the baseline',
    ...models.flatMap((model) => entry(model, context)),
    ...(canServe
      ? ['    # served: true # on the model that ranked the log: its scores are then compared with the logged ones']
      : []),
  ];
}

function isModelFile({ format }: ModelProposal): boolean {
  return format === 'onnx' || format === 'lightgbm' || format === 'xgboost';
}

function entry({ name, file, format, keys, rename, note }: ModelProposal, { relative }: TextContext): string[] {
  const lines = [`  - name: ${yamlScalar(name)} ${yamlComment(note)}`, `    file: ${yamlScalar(relative(file))}`];
  if (format === 'trec') lines.push('    format: trec');
  if (keys) {
    const columns = `request: ${yamlScalar(keys.request)}, item: ${yamlScalar(keys.item)}, score: ${yamlScalar(keys.value)}`;
    lines.push(`    columns: { ${columns} }`);
  }
  if (rename) lines.push('    rename:', ...Object.entries(rename).map(renamed));
  return lines;
}

function renamed([from, to]: [string, string]): string {
  return `      ${yamlScalar(from)}: ${yamlScalar(to)}`;
}
