import path from 'node:path';
import { countText } from '../../../shared/estimators/countText';
import { RankscopeError } from '../../../shared/wire/errors';
import { openLoader } from '../db/open';
import type { OpenOptions } from '../db/openOptions';
import { guessColumn } from '../ingest/guessColumn';
import { initContext } from '../ingest/init/initContext';
import { openFiles, type SourceColumn } from '../ingest/readers/logSource';
import { WorkFolder } from '../session/workFolder';
import { idCell, numberCell, positionCell } from '../sql/ingest/cells';
import { policyFileRows } from '../sql/policy/policyFile';
import type { PolicyTable } from './policyOptions';

export interface PolicyFileOptions {
  /** As results name it. */
  name: string;
  /** Real path of a table file: Parquet, CSV, NDJSON or Arrow. */
  file: string;
  /** What its numbers are: probabilities of a policy, or rewards that a model expects. */
  holds: 'probability' | 'reward';
  /** The log's own names of its columns, which win over usual names. */
  names?: { request?: string | undefined; item?: string | undefined; position?: string | undefined };
  signal?: AbortSignal;
  open?: OpenOptions;
}

const numberNames = {
  probability: ['probability', 'prob', 'p', 'propensity', 'pi', 'pi_e', 'action_prob', 'action_probability'],
  reward: ['qhat', 'q_hat', 'q', 'reward', 'expected_reward', 'estimated_reward', 'prediction', 'score', 'ctr'],
};

/**
 * A file of `policies`, or of a reward model: one row an item, and place where it has a column `position`, and request where it
 * has one. Columns are found by their names; one that is not there, and lines that cannot be read, are `input` errors.
 */
export async function readPolicyFile(options: PolicyFileOptions): Promise<PolicyTable> {
  const { name, file, signal } = options;
  const work = new WorkFolder();
  const database = await openLoader(null, options.open);
  const db = await database.connect();
  try {
    const context = initContext(db, work, path.dirname(file), { signal });
    const source = await openFiles(context, [file], 'auto', 'policy_file', textNames(options));
    if (context.refusedCount > 0) throw unreadable(file, context.refusedCount, context.refused[0]?.reason);
    const table = await db.read(policyFileRows(source.relation, cellsOf(options, source.columns)), { signal });
    return { name, table };
  } finally {
    await db.close();
    await database.close();
    await work.remove();
  }
}

/** Ids keep their leading zeros: columns that may hold them are read as text. */
function textNames({ names }: PolicyFileOptions): string[] {
  const own = [names?.item, names?.request].filter((each) => each !== undefined);
  return [...own, 'item_id', 'item', 'request_id', 'request'];
}

function cellsOf(options: PolicyFileOptions, columns: readonly SourceColumn[]) {
  const { file, holds, names } = options;
  const named = (wanted: readonly (string | undefined)[]) =>
    wanted.map((each) => columns.find(({ name }) => name.toLowerCase() === each?.toLowerCase())).find(Boolean);
  const item = named([names?.item]) ?? guessColumn('item', columns);
  const value = named(numberNames[holds]);
  if (item === undefined) throw missing(file, 'no column with the items', 'Call it item_id.', columns);
  if (value === undefined) {
    throw missing(file, `no column with the ${holds}`, `Call it ${numberNames[holds][0]}.`, columns);
  }
  const position = named([names?.position, 'position', 'rank', 'slot']);
  const request = named([names?.request, 'request_id', 'request', 'impression_id']);
  return {
    item: idCell(item.name, item.type),
    value: numberCell(value.name, value.type),
    position: position ? positionCell(position.name, position.type) : null,
    request: request ? idCell(request.name, request.type) : null,
  };
}

function missing(file: string, what: string, hint: string, columns: readonly SourceColumn[]): RankscopeError {
  return new RankscopeError({
    code: 'input',
    message: `${path.basename(file)} has ${what}; it has ${columns.map(({ name }) => name).join(', ')}.`,
    hint,
    where: { file },
  });
}

function unreadable(file: string, rows: number, reason: string | undefined): RankscopeError {
  return new RankscopeError({
    code: 'input',
    message: `${path.basename(file)}: ${countText(rows, 'line')} cannot be read${reason ? `: ${reason}` : ''}.`,
    hint: 'A policy with holes in it has another value: correct the lines.',
    where: { file },
  });
}
