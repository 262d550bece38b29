import { formatCount, missing } from '../../shared/format/numbers';
import type { CaseInfo } from '../../shared/schemas/session';
import { textTable } from './textTable';

/** The models of a case, one a line, then why some of them have no scores. */
export function modelsText({ models }: Pick<CaseInfo, 'models'>): string {
  if (models.length === 0) return 'The case has no models: name files under models: of case.yaml.\n';
  const rows = models.map(({ name, kind, served, state, features, scoredRows, missingRows, file }) => [
    name,
    served ? `${kind}, served` : kind,
    state,
    features.length === 0 ? missing : formatCount(features.length),
    formatCount(scoredRows),
    formatCount(missingRows),
    file ?? missing,
  ]);
  const head = ['model', 'kind', 'state', 'features', 'scored rows', 'rows missing', 'file'];
  const reasons = models.flatMap(({ name, reason }) => (reason === null ? [] : [`${name}: ${reason}`]));
  return [textTable(head, rows, [3, 4, 5]), ...reasons.map((reason) => `${reason}\n`)].join('');
}
