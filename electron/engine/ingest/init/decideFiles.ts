import path from 'node:path';
import type { FileKind } from './fileKind';
import type { TableProfile } from './profileTable';
import { type KindScores, type TableKind, tableKind } from './tableKind';

/** What a file is for the case, how sure that is, and why. */
export interface FileDecision {
  file: string;
  use: 'log' | 'requests' | 'judgments' | 'items' | 'users' | 'embedding' | 'scores' | 'run' | 'model' | 'unused';
  confidence: number;
  reason: string;
}

/** The files of a case, each in its place. */
export interface DecidedFiles {
  log: TableProfile | null;
  /** A table of judgments, or a file of TREC qrels. */
  judgments: { file: string; profile: TableProfile | null } | null;
  items: TableProfile | null;
  users: TableProfile | null;
  /** Columns that are the same on all rows of a request. */
  requests: TableProfile | null;
  /** Tables of vectors. */
  vectors: TableProfile[];
  scores: { file: string; profile: TableProfile }[];
  runs: string[];
  models: { file: string; kind: 'onnx' | 'lightgbm' | 'xgboost' }[];
  decisions: FileDecision[];
}

export interface SortedFile extends FileKind {
  file: string;
}

interface Weighed extends KindScores {
  profile: TableProfile;
  kind: TableKind;
}

/** Decides which file is the log, which holds grades, scores, items, users, runs and models. */
export function decideFiles(tables: readonly TableProfile[], others: readonly SortedFile[]): DecidedFiles {
  const weighed = tables.map(weigh);
  const runs = others.filter((each) => each.kind === 'run');
  const log = pickLog(weighed, runs.length);
  const left = weighed.filter((each) => each !== log);
  const judgments = pickJudgments(left, others, [...runs.map((each) => each.file), ...(log?.profile.files ?? [])]);
  const items = best(left, 'items');
  const users = best(left, 'users');
  const requests = log === null ? null : best(left, 'requests');
  const vectors = left.filter((each) => each.kind === 'vectors');
  const scores = left.filter((each) => each.kind === 'scores' && each !== judgments?.table);
  const models = others.filter((each) => each.kind === 'onnx' || each.kind === 'lightgbm' || each.kind === 'xgboost');
  const decided: DecidedFiles = {
    log: log?.profile ?? null,
    judgments: judgments && { file: judgments.file, profile: judgments.table?.profile ?? null },
    items: items?.profile ?? null,
    users: users?.profile ?? null,
    requests: requests?.profile ?? null,
    vectors: vectors.map((each) => each.profile),
    scores: scores.flatMap(({ profile }) => profile.files.map((file) => ({ file, profile }))),
    runs: runs.map((each) => each.file),
    models: models.map(({ file, kind }) => ({ file, kind: kind as 'onnx' | 'lightgbm' | 'xgboost' })),
    decisions: [],
  };
  decided.decisions = [
    ...weighed.flatMap((each) =>
      tableDecisions(each, { log, judgments: judgments?.table ?? null, items, users, requests, vectors, scores }),
    ),
    ...others.map((each) => otherDecision(each, judgments?.file ?? null)),
  ];
  return decided;
}

function weigh(profile: TableProfile): Weighed {
  const { scores, reasons } = tableKind(profile);
  const kinds = Object.keys(scores) as (keyof typeof scores)[];
  const kind = kinds.reduce<TableKind>(
    (found, each) => (scores[each] > (found === 'other' ? 0 : scores[found]) ? each : found),
    'other',
  );
  return { profile, scores, reasons, kind };
}

function best(weighed: readonly Weighed[], kind: Exclude<TableKind, 'other'>): Weighed | null {
  const some = weighed.filter((each) => each.kind === kind);
  return some.reduce<Weighed | null>(
    (found, each) => (found && found.scores[kind] >= each.scores[kind] ? found : each),
    null,
  );
}

// A lone table of scores or grades is the log of its case; beside runs it is not.
function pickLog(weighed: readonly Weighed[], runs: number): Weighed | null {
  const log = best(weighed, 'log');
  const lists = runs + weighed.filter((each) => each.kind === 'scores').length;
  if (log && (log.scores.log >= 0.1 || lists === 0)) return log;
  const [only] = weighed;
  return only && weighed.length === 1 && runs === 0 && only.scores.log > 0 ? only : null;
}

function pickJudgments(
  weighed: readonly Weighed[],
  others: readonly SortedFile[],
  beside: readonly string[],
): { file: string; table: Weighed | null } | null {
  const tables = weighed
    .filter((each) => each.kind === 'judgments')
    .map((each) => ({ file: each.profile.files[0]!, table: each as Weighed | null, weight: each.scores.judgments }));
  const qrels = others
    .filter((each) => each.kind === 'qrels')
    .map(({ file }) => ({ file, table: null, weight: 0.8 + 0.1 * sharedWords(file, beside) }));
  return [...tables, ...qrels].reduce<(typeof tables)[number] | null>(
    (found, each) => (found && found.weight >= each.weight ? found : each),
    null,
  );
}

// `qrels.test` belongs to `results.test` rather than `qrels.123`.
function sharedWords(file: string, beside: readonly string[]): number {
  const words = (name: string) =>
    path
      .basename(name)
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u);
  const own = new Set(words(file));
  return Math.max(0, ...beside.map((each) => words(each).filter((word) => word.length > 1 && own.has(word)).length));
}

interface Picked {
  log: Weighed | null;
  judgments: Weighed | null;
  items: Weighed | null;
  users: Weighed | null;
  requests: Weighed | null;
  vectors: readonly Weighed[];
  scores: readonly Weighed[];
}

function tableDecisions(each: Weighed, picked: Picked): FileDecision[] {
  const { profile, scores, reasons, kind } = each;
  const use = (['log', 'judgments', 'items', 'users', 'requests'] as const).find((name) => picked[name] === each);
  const decide = (file: string, found: FileDecision['use'], confidence: number, reason: string): FileDecision => ({
    file,
    use: found,
    confidence: Math.round(Math.min(0.99, confidence) * 100) / 100,
    reason,
  });
  if (use) return profile.files.map((file) => decide(file, use, scores[use] || 0.4, reasons[use]));
  if (picked.vectors.includes(each))
    return profile.files.map((file) => decide(file, 'embedding', scores.vectors, reasons.vectors));
  if (picked.scores.includes(each))
    return profile.files.map((file) => decide(file, 'scores', scores.scores, reasons.scores));
  const why =
    kind === 'other'
      ? 'no column that looks like an item, so it cannot be placed'
      : kind === 'log' && picked.log && sameColumns(profile, picked.log.profile)
        ? 'it has the columns of the log: add it to log.path if it is a part of it'
        : `${reasons[kind]}; another file was taken for that`;
  return profile.files.map((file) => decide(file, 'unused', 0, why));
}

function sameColumns(a: TableProfile, b: TableProfile): boolean {
  const names = (profile: TableProfile) => JSON.stringify(profile.columns.map((each) => each.name));
  return names(a) === names(b);
}

function otherDecision({ file, kind, why }: SortedFile, judgments: string | null): FileDecision {
  if (kind === 'run') return { file, use: 'run', confidence: 0.95, reason: why };
  if (kind === 'qrels' && file === judgments) return { file, use: 'judgments', confidence: 0.9, reason: why };
  if (kind === 'qrels')
    return { file, use: 'unused', confidence: 0, reason: `${why}; another file was taken for that` };
  if (kind === 'unknown' || kind === 'table') return { file, use: 'unused', confidence: 0, reason: why };
  return { file, use: 'model', confidence: 0.95, reason: why };
}
