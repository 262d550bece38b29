import type { Table } from '../../../shared/wire/table';
import type { EvaluateOptions } from './contestData';
import type { ContestSource } from './contestSource';
import { type RequestPageParams, requestPage } from './requestPage';
import type { RequestSet } from './requestSet';

const rowsOfPage = 100_000;

/** All pages of `compare.requests`, one after the other; one without rows where there is no request. */
export async function* requestPages(
  source: ContestSource,
  set: RequestSet,
  params: Omit<RequestPageParams, 'offset' | 'limit'>,
  options: EvaluateOptions,
): AsyncGenerator<Table> {
  for (let offset = 0, total = 1; offset < total; offset += rowsOfPage) {
    const page = await requestPage(source, set, { ...params, offset, limit: rowsOfPage }, options);
    total = page.totalRequests;
    yield page.table;
  }
}
