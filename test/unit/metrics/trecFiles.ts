import type { ScoredItem } from './listOf';

/** Judgments by topic: docno to grade. */
export type Qrels = Map<string, Map<string, number>>;

/** Scored items by topic. */
export type Run = Map<string, ScoredItem[]>;

/** Reads qrels lines: topic, iteration, docno, grade. */
export function parseQrels(text: string): Qrels {
  const qrels: Qrels = new Map();
  for (const [topic, , item, grade] of rows(text)) judge(qrels, topic!, item!, Number(grade));
  return qrels;
}

/** Reads run lines: topic, Q0, docno, rank, score, tag. */
export function parseRun(text: string): Run {
  const run: Run = new Map();
  for (const [topic, , item, , score] of rows(text)) retrieve(run, topic!, item!, Number(score));
  return run;
}

export function judge(qrels: Qrels, topic: string, item: string, grade: number): void {
  const judgments = qrels.get(topic) ?? new Map<string, number>();
  qrels.set(topic, judgments.set(item, grade));
}

export function retrieve(run: Run, topic: string, id: string, score: number): void {
  const items = run.get(topic) ?? [];
  items.push({ id, score });
  run.set(topic, items);
}

function rows(text: string): string[][] {
  return text
    .split('\n')
    .map((line) => line.trim().split(/\s+/))
    .filter((fields) => fields.length >= 4);
}
