import path from 'node:path';
import { embeddingLines } from './embeddingLines';
import { featureLines } from './featureLines';
import { asPaths } from './fileParts';
import { modelLines } from './modelLines';
import type { Proposal, SideTable } from './proposal';
import { yamlComment, yamlList, yamlScalar } from './yamlText';

/** What every part of the text needs: paths relative to where case.yaml will lie. */
export interface TextContext {
  folder: string;
  relative(file: string): string;
}

const head = `# A first case, guessed from the files by \`rankscope init\`. Beside every guess stand its confidence, 0 to 1, and its
# reason; commented lines are other columns that may be meant, and what was not found. Correct what is wrong, then run
# \`rankscope check\`.`;

/** The proposal as a commented case.yaml for `folder`. */
export async function caseText(proposal: Proposal, folder: string): Promise<string> {
  const relative = (file: string) => relativePath(folder, file);
  const context = { folder, relative };
  const parts = [
    [head, 'rankscope: 1', `name: ${yamlScalar(proposal.name)}`, ...outsideLines(proposal, context)],
    await logLines(proposal, context),
    featureLines(proposal),
    judgmentLines(proposal, context),
    metricLines(proposal),
    await sideLines('items', proposal.items, context),
    await sideLines('users', proposal.users, context),
    await embeddingLines(proposal, context),
    propensityLines(proposal),
    modelLines(proposal, context),
    unusedLines(proposal, context),
  ];
  return `${parts
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join('\n'))
    .join('\n\n')}\n`;
}

/** A file as case.yaml names it: relative, with slashes; absolute where no relative path exists (another drive). */
export function relativePath(folder: string, file: string): string {
  return path.relative(folder, file).split(path.sep).join('/');
}

function outsideLines({ files }: Proposal, { relative }: TextContext): string[] {
  const outside = files.filter((each) => each.use !== 'unused' && isOutside(relative(each.file)));
  if (outside.length === 0) return [];
  return [`allowOutside: true ${yamlComment(`files lie outside this folder, such as ${relative(outside[0]!.file)}`)}`];
}

function isOutside(given: string): boolean {
  return given.startsWith('../') || given === '..' || path.isAbsolute(given);
}

async function logLines(proposal: Proposal, context: TextContext): Promise<string[]> {
  const { log, union, models } = proposal;
  if (!log) {
    const [first] = models.filter((each) => each.keys !== null);
    if (union === null || !first)
      return ['log: { format: trec } # there is no table: topics, documents and scores come from the runs'];
    const columns = `{ request: ${yamlScalar(first.keys!.request)}, item: ${yamlScalar(first.keys!.item)} }`;
    return ['log:', `  rows: union ${yamlComment(union)}`, `  columns: ${columns} # as the score files call them`];
  }
  const paths = await asPaths(log.files, context.relative);
  const rows = log.complete ? '' : `; the guesses are from its first ${log.rows.toLocaleString('en-US')} rows`;
  const size =
    log.files.length > 1
      ? `${log.files.length} files`
      : `${log.complete ? log.rows.toLocaleString('en-US') : 'many'} rows`;
  const found = yamlComment(`${size}, ${log.columns.length + log.nested.length} columns${rows}`);
  const where =
    typeof paths === 'string'
      ? ` ${yamlScalar(paths)} ${found}`
      : ` ${found}${yamlList(paths, '    ').replace(/^\[/, '\n    [')}`;
  return [
    'log:',
    `  path:${where}`,
    union ? `  rows: union ${yamlComment(`a ranker's list is exactly what its file holds: ${union}`)}` : '',
    proposal.allCandidates
      ? `  candidates: all ${yamlComment(proposal.allCandidates)}`
      : '  # candidates: all # when the log holds everything that was retrieved, not only what was shown',
    '  columns:',
    ...roleLines(proposal),
    ...(await requestLines(proposal, context)),
    ...versionLines(proposal),
    ...contextLines(proposal),
  ].filter((line) => line !== '');
}

async function requestLines({ requests }: Proposal, { relative }: TextContext): Promise<string[]> {
  if (!requests) return [];
  const where = await pathsText(requests.profile.files, relative);
  return [`  requests: { path: ${where}, request: ${yamlScalar(requests.id)} } ${yamlComment(requests.note)}`];
}

function roleLines({ roles, missing }: Proposal): string[] {
  const lines: string[] = [];
  for (const { role, cost } of missing) {
    if (role !== 'label') lines.push(`    # ${role}: ${yamlComment(`not found: ${cost}`)}`);
  }
  for (const { role, column, confidence, reason, alternatives } of roles) {
    lines.push(`    ${role}: ${yamlScalar(column)} ${yamlComment(`${confidence.toFixed(2)}: ${reason}`)}`);
    for (const other of alternatives) {
      const words = yamlComment(`${other.confidence.toFixed(2)}: ${other.reason}`);
      lines.push(`    # ${role}: ${yamlScalar(other.column)} ${words}`);
    }
  }
  if (!roles.some((each) => each.role === 'item'))
    lines.push('    # item: # required: the column of the item that was ranked');
  return lines;
}

function versionLines({ versions }: Proposal): string[] {
  if (versions.length === 0) return [];
  const entries = versions.map(({ key, column }) => `${key}: ${yamlScalar(column)}`);
  return [`  versions: { ${entries.join(', ')} } # by their names`];
}

function contextLines({ use }: Proposal): string[] {
  if (!use) return [];
  const lines = use.leftOut.map(
    ({ column, reason }) => `  ${yamlComment(`left out: ${yamlScalar(column)}, ${reason}`)}`,
  );
  const list = use.context.slice(0, 100);
  const note = list.length > 0 ? [`  ${yamlComment('columns without a role that are no features: for slicing')}`] : [];
  return [...note, `  context: ${yamlList(list, '    ')}`.replace(/ \n/, '\n'), ...lines];
}

function judgmentLines({ judgments, missing, roles }: Proposal, { relative }: TextContext): string[] {
  const label = missing.find((each) => each.role === 'label');
  if (label) return [yamlComment(`no label: ${label.cost}`)];
  if (!judgments) {
    const outcomes = roles.filter(({ role }) => role === 'click' || role === 'conversion');
    return outcomes.length > 1 ? [`# label: ${outcomes[0]!.role} # the default is the last outcome of the funnel`] : [];
  }
  const { file, keys, note } = judgments;
  const entries = keys
    ? `request: ${yamlScalar(keys.request)}, item: ${yamlScalar(keys.item)}, relevance: ${yamlScalar(keys.value)}`
    : 'format: trec';
  return [`judgments: { path: ${yamlScalar(relative(file))}, ${entries} } ${yamlComment(note)}`];
}

function metricLines({ log, roles }: Proposal): string[] {
  const lists = log === null || roles.some((each) => each.role === 'request');
  return lists ? ['metrics: { primary: ["ndcg@10"], k: 10 }'] : [];
}

async function sideLines(key: 'items' | 'users', side: SideTable | null, { relative }: TextContext): Promise<string[]> {
  if (!side) return [];
  const where = await pathsText(side.profile.files, relative);
  const lines = [`${key}:`, `  path: ${where} ${yamlComment(side.note)}`, `  id: ${yamlScalar(side.id)}`];
  if (side.title && key === 'items') lines.push(`  title: ${yamlScalar(side.title)}`);
  if (side.context.length > 0) lines.push(`  context: ${yamlList(side.context, '    ')}`.replace(/ \n/, '\n'));
  return lines;
}

function propensityLines({ randomized }: Proposal): string[] {
  if (randomized === null) return [];
  return [`propensity: { randomized: ${yamlScalar(randomized)} } # by its name and values`];
}

async function pathsText(files: readonly string[], relative: TextContext['relative']): Promise<string> {
  const paths = await asPaths(files, relative);
  return typeof paths === 'string' ? yamlScalar(paths) : `[${paths.map(yamlScalar).join(', ')}]`;
}

function unusedLines({ files }: Proposal, { relative }: TextContext): string[] {
  const unused = files.filter((each) => each.use === 'unused').slice(0, 20);
  return unused.map(({ file, reason }) => yamlComment(`not used: ${relative(file)}: ${reason}`));
}
