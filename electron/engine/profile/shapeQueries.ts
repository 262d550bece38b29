import type { ShownQuery } from '../../../shared/schemas/common';
import type { LogShape } from '../../../shared/slices/profileSchemas';
import {
  requestLengths,
  requestPositives,
  requestTimes,
  requestUsers,
  requestVersions,
} from '../sql/profile/tableColumn';
import type { RequestFacts } from './requestFacts';

/**
 * The queries behind the six plots. They read one value for every request, in the order of the log; what a slice selects
 * is counted from these in memory.
 */
export async function shapeQueries(
  facts: RequestFacts,
  label: string | null,
  nulls: ShownQuery | null,
): Promise<LogShape['queries']> {
  const hasTime = (await facts.times()) !== null;
  const hasUsers = (await facts.users()) !== null;
  const version = facts.mainVersion;
  const times = hasTime ? [query('the time of every request', requestTimes)] : [];
  return {
    traffic: [
      ...times,
      ...(hasTime && version !== null
        ? [query(`the ${version} version of every request`, requestVersions(`version:${version}`))]
        : []),
    ],
    users: hasUsers ? [query('the user of every request', requestUsers), ...times] : [],
    listLength: [query('the rows of every request', requestLengths)],
    positives: label === null ? [] : [query('the positives of every request', requestPositives(label))],
    nulls: nulls === null ? [] : [nulls],
    maturity: times,
  };
}

function query(what: string, { text }: { text: string }): ShownQuery {
  return { what, sql: text };
}
