import { gradesAbove } from '../../sql/ingest/judgments';
import type { BuildContext } from '../buildContext';

/** Grades of the judgments above the largest one that the case names. */
export async function checkJudgedGrades({ db, signal, checks, loaded }: BuildContext): Promise<void> {
  const { labelMax } = loaded.case.metrics;
  if (labelMax === null) return;
  const found = await db.readRows(gradesAbove(labelMax), { signal });
  if (found.length === 0) return;
  checks.push({
    id: 'judgments_range',
    severity: 'blocks',
    title: `Judgments above ${labelMax}`,
    count: Number(found[0]!.found),
    detail: 'metrics.labelMax names the largest grade; ERR and the exponential gain depend on it.',
    rows: found.map(({ found: _, ...row }) => row),
  });
}
