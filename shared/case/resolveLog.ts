import { asList } from './asList';
import type { CaseFile } from './caseSchema';
import type { LogRole, ResolvedLog, TakenDefault } from './resolvedCase';

/** Defaults of the `log` block. */
export function resolveLog(written: CaseFile, defaults: TakenDefault[]): ResolvedLog {
  const { log } = written;
  const take = <T extends string>(key: keyof CaseFile['log'], given: T | undefined, value: T, reason: string): T => {
    if (given === undefined) defaults.push({ path: `log.${key}`, value, reason });
    return given ?? value;
  };
  const onlyRuns = log.format === 'trec' && log.path === undefined;
  const rows = log.rows ?? (onlyRuns ? 'union' : 'log');
  const columns = { ...(log.format === 'trec' && trecColumns), ...withoutUndefined(log.columns ?? {}) };
  return {
    path: log.path === undefined ? null : asList(log.path),
    sql: log.sql ?? null,
    tables: Object.fromEntries(Object.entries(log.tables ?? {}).map(([name, paths]) => [name, asList(paths)])),
    format: log.format ?? 'auto',
    rows,
    where: log.where ?? null,
    timezone: take('timezone', log.timezone, 'UTC', 'the case does not name a zone'),
    candidates: onlyRuns
      ? take('candidates', log.candidates, 'all', 'a run holds its whole list')
      : take('candidates', log.candidates, 'shown', 'the case does not say that the log holds more than was shown'),
    duplicates: take('duplicates', log.duplicates, 'first', 'the first row of one request and item is kept'),
    positionScope: take(
      'positionScope',
      log.positionScope,
      'list',
      'positions run on over pages unless the case says otherwise',
    ),
    sampling: log.sampling ?? null,
    requests: log.requests
      ? { path: asList(log.requests.path), request: log.requests.request ?? columns.request ?? 'request_id' }
      : null,
    columns,
    versions: withoutUndefined(log.versions ?? {}),
    context: log.context ?? null,
  };
}

/** Columns that a TREC run has, as the readers name them. */
const trecColumns: Partial<Record<LogRole, string>> = { request: 'request_id', item: 'item_id', score: 'score' };

function withoutUndefined<K extends string>(record: Partial<Record<K, string>>): Record<K, string> {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined)) as Record<K, string>;
}
