import path from 'node:path';
import type { BuildContext } from '../buildContext';
import type { DecidedFiles, FileDecision } from './decideFiles';
import { guessRandomized, guessVersions, holdsUnshown, logWarnings, nestedColumns, splitColumns } from './describeLog';
import { embeddingGuesses } from './embeddingGuesses';
import { freeName } from './freeName';
import { leaveOut } from './leaveOut';
import { chosen, type Keys, linkTable, rowsBeyondLog } from './linkTables';
import { missingRoles } from './missingRoles';
import { withRenames } from './modelRenames';
import type { TableProfile } from './profileTable';
import type { ModelProposal, Proposal } from './proposal';
import { requestTable, sideTable } from './sideTables';
import { stemOf } from './stemOf';

/** Fits the decided files together: keys of score files and judgments, union, items, users, what is missing. */
export async function propose(context: BuildContext, decided: DecidedFiles, name: string): Promise<Proposal> {
  const { log } = decided;
  const files = [...decided.decisions];
  const scores = await linkScores(context, decided, files);
  const judgments = await linkJudgments(context, decided, files);
  const versions = log ? guessVersions(log) : [];
  const randomized = log && guessRandomized(log);
  const nested = log && nestedColumns(log);
  const models = named([...scores.map((each) => scoreModel(each, log)), ...runModels(decided), ...fileModels(decided)]);
  const roles = log?.guesses ?? [];
  const found = new Set<string>(roles.map((each) => each.role));
  const hasLabel = judgments !== null || ['relevance', 'click', 'conversion'].some((role) => found.has(role));
  const hasModels = decided.runs.length + scores.length > 0;
  const beyond = await rowsBeyondLog(context, log, scores);
  return {
    name,
    log,
    roles,
    versions,
    use: log && splitColumns(log, versions, randomized),
    nested,
    union: log ? beyond : scores.length > 0 ? 'there is no log: the rows come from the score files' : null,
    allCandidates: log && holdsUnshown(log),
    judgments,
    items: await sideTable(context, log, decided.items, 'item', files),
    users: await sideTable(context, log, decided.users, 'user', files),
    requests: await requestTable(context, decided, files),
    embeddings: await embeddingGuesses(context, log, decided.vectors),
    randomized,
    models: await withRenames(context, log, nested, models),
    files,
    missing: missingRoles(found, log !== null, hasLabel),
    warnings: [...(log ? logWarnings(log) : []), ...problems(decided, found, hasModels)],
  };
}

function problems({ log }: DecidedFiles, found: ReadonlySet<string>, hasModels: boolean): string[] {
  if (!log && !hasModels) return ['No file looks like a log, a run or a file of scores.'];
  if (log && !found.has('item')) return ['No column of the log looks like an item; log.columns.item must name one.'];
  return [];
}

interface LinkedScores {
  file: string;
  profile: TableProfile;
  keys: Keys;
}

async function linkScores(
  context: BuildContext,
  decided: DecidedFiles,
  files: FileDecision[],
): Promise<LinkedScores[]> {
  const { log } = decided;
  const linked: LinkedScores[] = [];
  for (const { file, profile } of decided.scores) {
    const keys = log && !chosen(log, 'request') ? null : await linkTable(context, log, profile, 'score');
    if (keys) linked.push({ file, profile, keys });
    else leaveOut(files, file, 'the log has no request column, so scores cannot be matched to its rows');
  }
  return linked;
}

async function linkJudgments(context: BuildContext, { log, judgments }: DecidedFiles, files: FileDecision[]) {
  if (!judgments) return null;
  const { file, profile } = judgments;
  if (log && !chosen(log, 'request')) {
    leaveOut(files, file, 'the log has no request column, so grades cannot be matched to its rows');
    return null;
  }
  if (!profile) return { file, keys: null, note: 'TREC qrels' };
  const keys = await linkTable(context, log, profile, 'relevance');
  if (!keys) return null;
  return { file, keys, note: `one grade a pair of request and item${knownWords(keys)}` };
}

function knownWords({ known }: Keys): string {
  return known === null ? '' : `; ${Math.round(known * 100)}% of its requests are in the log's sample`;
}

function scoreModel({ file, keys }: LinkedScores, log: TableProfile | null): ModelProposal {
  const same = log && chosen(log, 'request') === keys.request && chosen(log, 'item') === keys.item;
  const plain = same && keys.value === 'score';
  return {
    name: stemOf(file),
    file,
    format: 'scores',
    keys: plain ? null : keys,
    note: `scores of request and item${knownWords(keys)}`,
  };
}

function runModels({ runs }: DecidedFiles): ModelProposal[] {
  return runs.map((file) => ({ name: stemOf(file), file, format: 'trec', keys: null, note: 'a TREC run' }));
}

const modelNotes = { onnx: 'an ONNX model', lightgbm: 'a LightGBM model', xgboost: 'an XGBoost model' };

function fileModels({ models, log }: DecidedFiles): ModelProposal[] {
  if (!log) return [];
  return models.map(({ file, kind }) => ({
    name: stemOf(file),
    file,
    format: kind,
    keys: null,
    note: modelNotes[kind],
  }));
}

// Names of models are unique: twins get the name of their format or their folder too, then a number.
function named(models: readonly ModelProposal[]): ModelProposal[] {
  const taken = new Set<string>();
  return models.map((model) => {
    const beside = models.some(
      ({ name, file }) => name === model.name && file !== model.file && inOneFolder(file, model.file),
    );
    const folder = path.basename(path.dirname(model.file));
    const longer = beside ? `${model.name} ${model.format}` : `${folder} ${model.name}`;
    return { ...model, name: freeName(taken, model.name, longer) };
  });
}

function inOneFolder(a: string, b: string): boolean {
  return path.dirname(a) === path.dirname(b);
}
