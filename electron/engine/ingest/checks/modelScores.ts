import type { ModelRecord } from '../../scoring/modelRecord';
import type { BuildContext } from '../buildContext';

/** Models without scores, whatever the reason, and models some of whose scores are NaN or infinite. */
export function checkModelScores({ checks }: BuildContext, models: readonly ModelRecord[]): void {
  const unscored = models.filter((each) => each.state !== 'ready');
  if (unscored.length > 0) {
    checks.push({
      id: 'models_unscored',
      severity: 'blocks',
      title: 'Models without scores',
      count: unscored.length,
      detail: 'They take no part in any comparison; the other models do.',
      rows: unscored.slice(0, 20).map(({ name, reason }) => ({ model: name, reason })),
    });
  }
  const unusable = models.filter((each) => each.nonFiniteRows > 0);
  if (unusable.length === 0) return;
  checks.push({
    id: 'scores_non_finite',
    severity: 'blocks',
    title: 'Scores that are NaN or infinite',
    count: unusable.reduce((sum, each) => sum + each.nonFiniteRows, 0),
    detail: 'They count as missing: these rows stand last in the list of their model.',
    rows: unusable.slice(0, 20).map(({ name, nonFiniteRows }) => ({ model: name, rows: nonFiniteRows })),
  });
}
