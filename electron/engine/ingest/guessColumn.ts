import type { SourceColumn } from './readers/logSource';

/** Names by which people call a role, best first; compared without case, blanks, `-` and `_`. */
const usualNames: Record<string, readonly string[]> = {
  request: [
    'requestid',
    'queryid',
    'qid',
    'topicid',
    'topic',
    'searchid',
    'impressionid',
    'sessionid',
    'request',
    'query',
    'listid',
    'groupid',
  ],
  item: [
    'itemid',
    'docid',
    'docno',
    'productid',
    'item',
    'doc',
    'document',
    'documentid',
    'product',
    'sku',
    'articleid',
    'adid',
    'videoid',
    'id',
  ],
  user: ['userid', 'user', 'uid', 'customerid', 'memberid', 'visitorid', 'id'],
  relevance: ['relevance', 'rel', 'grade', 'rating', 'label', 'judgment', 'judgement', 'gain', 'score'],
  score: ['score', 'prediction', 'pred', 'modelscore', 'value', 'prob', 'probability'],
};

/** The column that most likely plays a role, by its name only; undefined when none has a usual name. */
export function guessColumn<T extends Pick<SourceColumn, 'name'>>(
  role: 'request' | 'item' | 'user' | 'relevance' | 'score',
  columns: readonly T[],
): T | undefined {
  const plain = (name: string) => name.toLowerCase().replace(/[\s_-]/g, '');
  for (const usual of usualNames[role]!) {
    const found = columns.find((each) => plain(each.name) === usual);
    if (found) return found;
  }
  return undefined;
}
