import type { LogRole, ResolvedCase } from '../../../shared/case/resolvedCase';
import type { CaseInfo } from '../../../shared/schemas/session';
import type { ColumnPlan } from '../ingest/planColumns';

/** Each role with its column and why, then the defaults that were taken, for the Data view. */
export function roleReasons(resolved: ResolvedCase, plan: ColumnPlan | null): CaseInfo['roles'] {
  const given = Object.entries(resolved.log.columns) as [LogRole, string][];
  const roles: CaseInfo['roles'] = given.map(([role, column]) => ({ role, column, reason: reasonOf(resolved, role) }));
  if (plan && !plan.hasRequest) {
    roles.push({
      role: 'request',
      column: null,
      reason: 'The log has no request column: each row is its own request, named by its row number.',
    });
  }
  const defaults = resolved.defaults.map(({ path, value, reason }) => ({
    role: path,
    column: null,
    reason: `${value}: ${reason}`,
  }));
  return [...roles, ...defaults];
}

function reasonOf({ log }: ResolvedCase, role: LogRole): string {
  if (log.format === 'trec') return 'Every TREC run has it.';
  if (role === 'time') return `Named in case.yaml; times without a zone are read in ${log.timezone}.`;
  return 'Named in case.yaml.';
}
