import type { LogRole } from '../../../shared/case/resolvedCase';

/** How a role's values are stored: ids and text as VARCHAR, numbers as DOUBLE, `position` as INTEGER, `time` as TIMESTAMP. */
export type RoleKind = 'id' | 'text' | 'number' | 'position' | 'time';

/** Each role's column in the session and how it is stored. */
export const roleColumns: Record<LogRole, { column: string; kind: RoleKind }> = {
  request: { column: 'request_id', kind: 'id' },
  item: { column: 'item_id', kind: 'id' },
  position: { column: 'position', kind: 'position' },
  time: { column: 'time', kind: 'time' },
  user: { column: 'user_id', kind: 'id' },
  query: { column: 'query', kind: 'text' },
  surface: { column: 'surface', kind: 'text' },
  score: { column: 'score', kind: 'number' },
  propensity: { column: 'propensity', kind: 'number' },
  loggingPolicy: { column: 'loggingPolicy', kind: 'text' },
  relevance: { column: 'relevance', kind: 'number' },
  click: { column: 'click', kind: 'number' },
  conversion: { column: 'conversion', kind: 'number' },
  revenue: { column: 'revenue', kind: 'number' },
  list: { column: 'list', kind: 'text' },
  page: { column: 'page', kind: 'number' },
  container: { column: 'container', kind: 'text' },
  row: { column: 'row', kind: 'number' },
  column: { column: 'column', kind: 'number' },
  viewed: { column: 'viewed', kind: 'number' },
  slot: { column: 'slot', kind: 'text' },
  rule: { column: 'rule', kind: 'text' },
  weight: { column: 'weight', kind: 'number' },
  host: { column: 'host', kind: 'text' },
};
