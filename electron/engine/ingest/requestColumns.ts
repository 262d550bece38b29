import { RankscopeError } from '../../../shared/wire/errors';
import { idCell } from '../sql/ingest/cells';
import { countRequestFaults, createRequestRows, joinRequests } from '../sql/ingest/requestColumns';
import type { BuildContext } from './buildContext';
import { type LogSource, openFiles, requireColumn } from './readers/logSource';

/**
 * The log with the columns of `log.requests` joined to each row by its request. A column that the log has too stays the
 * log's. Of several rows of one request the first counts; both faults are checks.
 */
export async function withRequestColumns(context: BuildContext, log: LogSource): Promise<LogSource> {
  const { loaded, db, signal } = context;
  const { requests, columns } = loaded.case.log;
  const files = loaded.inputs.requests;
  if (requests === null || files.length === 0) return log;
  if (!columns.request) {
    throw new RankscopeError({
      code: 'input',
      message: 'case.yaml, log.requests: the log has no request role to join by.',
      where: { file: loaded.file, path: 'log.requests' },
    });
  }
  context.step('Reading request columns');
  const key = requireColumn(log.columns, columns.request, { key: 'log.columns.request' });
  const source = await openFiles(context, files, 'auto', 'requests_source', [requests.request]);
  const own = requireColumn(source.columns, requests.request, { key: 'log.requests.request', file: files[0] });
  const taken = new Set(log.columns.map((each) => each.name.toLowerCase()));
  const added = source.columns.filter((each) => !taken.has(each.name.toLowerCase()) && each.name !== own.name);
  const names = added.map((each) => each.name);
  await db.run(createRequestRows(source.relation, idCell(own.name, own.type), names), { signal });
  const faults = (await db.readOne(
    countRequestFaults(log.relation, idCell(key.name, key.type), source.relation, idCell(own.name, own.type)),
    { signal },
  ))!;
  report(
    context,
    'requests_twice',
    'Requests that stand several times in log.requests',
    faults.twice,
    'The first row of the file counts.',
  );
  report(
    context,
    'requests_missing',
    'Rows whose request log.requests lacks',
    faults.missing,
    'Their request columns are missing values.',
  );
  return {
    ...log,
    relation: joinRequests(log.relation, idCell(key.name, key.type), names),
    columns: [...log.columns, ...added],
  };
}

function report(context: BuildContext, id: string, title: string, count: unknown, detail: string): void {
  if (Number(count) > 0) context.checks.push({ id, severity: 'warns', title, count: Number(count), detail, rows: [] });
}
