import type { ResolvedCase, ResolvedLabel, ResolvedOutcome } from '../../../shared/case/resolvedCase';
import { outcomeLabel, relevanceLabel, sqlLabel } from '../sql/ingest/labels';
import type { NamedExpression } from '../sql/ingest/logRows';
import { roleColumns } from './roles';

/** What `ordered` holds that labels depend on. */
export interface LabelSources {
  /** Session columns of the log's rows. */
  columns: ReadonlySet<string>;
  judgments: boolean;
  /** Whether the case has a log of its own: SQL labels are computed from it. */
  hasLog: boolean;
}

/** `label:<name>` of every label of the case, as expressions over TEMP `ordered`. */
export function labelColumns(resolved: ResolvedCase, sources: LabelSources): NamedExpression[] {
  return resolved.labels.map((label) => ({
    name: `label:${label.name}`,
    expression: labelExpression(resolved, label, sources),
  }));
}

function labelExpression(
  resolved: ResolvedCase,
  label: ResolvedLabel,
  { columns, judgments, hasLog }: LabelSources,
): string {
  if (label.kind === 'relevance') return relevanceLabel({ judged: judgments, graded: columns.has('relevance') });
  if (label.kind === 'sql') return hasLog ? sqlLabel(sqlLabelColumn(label.name)) : 'NULL';
  const outcome = resolved.outcomes.find((each) => each.name === label.source);
  const column = outcome && outcomeColumn(resolved, outcome);
  if (!outcome || !column || !columns.has(column)) return 'NULL';
  return outcomeLabel({
    column,
    binary: !outcome.value,
    hasPosition: columns.has('position'),
    hasViewed: columns.has('viewed'),
    matureBefore: matureBefore(resolved, outcome, columns),
  });
}

/** The column of `ordered` that holds an SQL label. */
export function sqlLabelColumn(name: string): string {
  return `rs:label:${name}`;
}

/** The session column that holds an outcome: its role's, or one of its own. */
export function outcomeColumn(resolved: ResolvedCase, outcome: ResolvedOutcome): string {
  const { log } = resolved;
  if (hasOwnColumn(resolved, outcome)) return `outcome:${outcome.name}`;
  const role = Object.entries(log.columns).find(([, column]) => column === outcome.column)?.[0];
  return role ? roleColumns[role as keyof typeof roleColumns].column : `outcome:${outcome.name}`;
}

/** Whether an outcome is stored beside the roles: its column plays none, or its time decides whether it counts. */
export function hasOwnColumn({ log }: ResolvedCase, { column, time, windowMs }: ResolvedOutcome): boolean {
  return !Object.values(log.columns).includes(column) || (time !== null && windowMs !== null);
}

/** Rows served after this time (ISO, UTC) are immature for an outcome; null when nothing can be immature. */
export function matureBefore(
  { observedUntil }: ResolvedCase,
  { windowMs }: ResolvedOutcome,
  columns: ReadonlySet<string>,
): string | null {
  if (observedUntil === null || windowMs === null || !columns.has('time')) return null;
  return new Date(Date.parse(utcText(observedUntil)) - windowMs).toISOString();
}

function utcText(instant: string): string {
  const text = instant.replace(' ', 'T');
  return /(Z|[+-]\d{2}:?\d{2})$/.test(text.slice(10)) || text.length === 10 ? text : `${text}Z`;
}
