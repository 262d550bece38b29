import type { BuildContext } from '../buildContext';

/** Reports what was left out of the judgments file. */
export function checkJudgments(context: BuildContext, faults: Record<string, unknown>): void {
  const add = (id: string, count: unknown, title: string, detail: string, severity: 'warns' | 'notes' = 'warns') => {
    if (Number(count) > 0) context.checks.push({ id, severity, title, count: Number(count), detail, rows: [] });
  };
  add(
    'judgments_twice',
    faults.twice,
    'Judgments of one request and item stand twice',
    'The first one of the file is kept.',
  );
  add(
    'judgments_incomplete',
    Number(faults.without_id) + Number(faults.without_grade),
    'Judgments without request, item or grade',
    'They are left out.',
  );
  add(
    'judgments_negative',
    faults.negative,
    'Negative grades',
    'A negative grade means unjudged, as in trec_eval.',
    'notes',
  );
  add(
    'judgments_outside',
    faults.outside,
    'Judged requests that the log lacks',
    'They count for nothing but the number of judged requests.',
    'notes',
  );
}
