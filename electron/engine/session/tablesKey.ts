import { createHash } from 'node:crypto';
import { version } from '../../../shared/version';
import type { LoadedCase } from '../case/loadCase';
import { sessionFormat } from './sessionFormat';
import type { InputPrint } from './sessionMeta';

/** Files that decide which rows and features a session has. */
export function tableFiles({ inputs }: LoadedCase): string[] {
  const { log, sql, tables, requests, recomputed } = inputs;
  const single = [sql, recomputed.sql].filter((each) => each !== null);
  return [
    ...log,
    ...single,
    ...Object.values(tables).flat(),
    ...requests,
    ...recomputed.path,
    ...recomputedTables(inputs),
  ];
}

function recomputedTables({ recomputed }: LoadedCase['inputs']): string[] {
  return Object.values(recomputed.tables).flat();
}

/**
 * A key of the rows and features of a session: equal keys mean equal `row_id`s and feature tables. It covers the content
 * of the files, what the case says of them, and the release that reads them. `prints` are those of `tableFiles`.
 */
export function tablesKey({ case: resolved }: LoadedCase, prints: readonly InputPrint[]): string {
  const { log, features, written } = resolved;
  const files = prints.map(({ path, sha256 }) => [path, sha256]);
  const parts = [sessionFormat, version, log, features, written.recomputed ?? null, files];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}
