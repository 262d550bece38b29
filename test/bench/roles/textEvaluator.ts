import { readFileSync } from 'node:fs';

interface Doc {
  id: string;
  score: number;
}

/** trec_eval's three means by the plainest code that does it: read, split, group, sort, evaluate. */
export async function textEvaluator([runFile, qrelsFile]: string[]): Promise<void> {
  const judged = new Map<string, Map<string, number>>();
  for (const [topic, , id, grade] of linesOf(qrelsFile!))
    groupOf(judged, topic!, () => new Map()).set(id!, Number(grade));
  const lists = new Map<string, Doc[]>();
  for (const [topic, , id, , score] of linesOf(runFile!)) {
    groupOf(lists, topic!, (): Doc[] => []).push({ id: id!, score: Number(score) });
  }
  const sums = { 'ndcg@10': 0, map_R: 0, 'p@10': 0 };
  let topics = 0;
  for (const [topic, docs] of lists) {
    const grades = judged.get(topic);
    if (!grades) continue;
    docs.sort((a, b) => b.score - a.score || (a.id < b.id ? 1 : -1));
    const gains = docs.map((doc) => Math.max(0, grades.get(doc.id) ?? 0));
    const ideal = [...grades.values()].filter((grade) => grade > 0).sort((a, b) => b - a);
    topics += 1;
    if (ideal.length === 0) continue;
    sums['ndcg@10'] += dcg(gains) / dcg(ideal);
    sums.map_R += precisions(gains) / ideal.length;
    sums['p@10'] += gains.slice(0, 10).filter((gain) => gain > 0).length / 10;
  }
  console.log(JSON.stringify(Object.fromEntries(Object.entries(sums).map(([name, sum]) => [name, sum / topics]))));
}

function* linesOf(file: string): Generator<string[]> {
  for (const line of readFileSync(file, 'utf8').split('\n')) if (line !== '') yield line.split(/\s+/);
}

function groupOf<T>(groups: Map<string, T>, key: string, create: () => T): T {
  const known = groups.get(key);
  if (known) return known;
  const created = create();
  groups.set(key, created);
  return created;
}

function dcg(gains: readonly number[]): number {
  return gains.slice(0, 10).reduce((sum, gain, i) => sum + gain / Math.log2(i + 2), 0);
}

function precisions(gains: readonly number[]): number {
  let found = 0;
  let sum = 0;
  gains.forEach((gain, i) => {
    if (gain <= 0) return;
    found += 1;
    sum += found / (i + 1);
  });
  return sum;
}
