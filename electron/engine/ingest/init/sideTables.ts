import { isNumeric } from '../../sql/ingest/cells';
import type { BuildContext } from '../buildContext';
import { isRowNumber } from './columnFacts';
import type { DecidedFiles, FileDecision } from './decideFiles';
import { leaveOut } from './leaveOut';
import { chosen, sharedIdsOf, sharedWithLog } from './linkTables';
import type { TableProfile } from './profileTable';
import type { Proposal, SideTable } from './proposal';
import { plainName } from './roleNames';
import { uniqueColumn } from './uniqueColumn';

/** The table of items or users beside the log; one that knows none of the log's is not used. */
export async function sideTable(
  context: BuildContext,
  log: TableProfile | null,
  profile: TableProfile | null,
  role: 'item' | 'user',
  files: FileDecision[],
): Promise<SideTable | null> {
  const id = profile && chosen(profile, role);
  if (!profile || !id) return null;
  const shared = await sharedWithLog(context, log, profile, role);
  if (shared === 0) {
    for (const file of profile.files) leaveOut(files, file, `none of the ${role}s of the log is in it`);
    return null;
  }
  const free = profile.columns.filter((each) => each.name !== id && each.filled > 0 && !isRowNumber(each));
  const title = free.find((each) =>
    ['title', 'name', 'itemtitle', 'itemname', 'productname'].includes(plainName(each.name)),
  );
  const context_ = free.filter((each) => each !== title).map((each) => each.name);
  const note =
    shared === null
      ? 'the log has no such column to compare with'
      : `it knows ${Math.round(shared * 100)}% of the ${role}s of the log`;
  return { profile, id, title: title?.name ?? null, context: context_.slice(0, 50), note };
}

/** The columns of requests in a table of their own. */
export async function requestTable(
  context: BuildContext,
  { log, requests }: DecidedFiles,
  files: FileDecision[],
): Promise<Proposal['requests']> {
  const id = requests && uniqueColumn(requests, 'request');
  if (!log || !requests || id === null) return null;
  const shared = await sharedIdsOf(context, { log, column: chosen(log, 'request') }, { profile: requests, column: id });
  if (shared === 0 || shared === null) {
    for (const file of requests.files) leaveOut(files, file, 'none of the requests of the log is in it');
    return null;
  }
  const own = new Set(log.columns.map(({ name }) => name.toLowerCase()));
  const added = requests.columns.filter(({ name, filled }) => filled > 0 && !own.has(name.toLowerCase()));
  const features = added.filter(({ type }) => isNumeric(type)).map(({ name }) => name);
  return { profile: requests, id, features, note: `it knows ${Math.round(shared * 100)}% of the requests of the log` };
}
