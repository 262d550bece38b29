import { rankerStage, stageRankColumn, stageScoreColumn } from '../../../shared/case/rankerStage';
import type { RankLink, ShownLink } from '../../../shared/fidelity/fidelitySchemas';
import { doublesOf, integersOf } from '../compare/columns';
import { eachRequestRange } from '../scoring/eachRequestRange';
import type { Session } from '../session/session';
import { type StageColumns, stagePage } from '../sql/fidelity/stageRows';
import { codesOf } from '../sql/scoring/fidelityRows';
import type { FidelityControl } from './modelFidelity';
import { onsetOf } from './onsetOf';
import { StageCounts, type StageRows } from './stageCounts';

const pageRows = 131_072;
const leastRows = 100;

/** Links 2 and 3 of A14; both null where no stage before the rules has a rank. */
export interface StageLinks {
  rank: RankLink | null;
  shown: ShownLink | null;
}

/** One pass over the log for both links. `reference` by `row_id`: 1 in the span that onsets are measured against. */
export async function stageLinks(
  session: Session,
  reference: Uint8Array | null,
  control: FidelityControl = {},
): Promise<StageLinks> {
  const stage = rankerStage(session.case);
  const columns = stage && columnsOf(session, stage);
  if (!stage || !columns) return { rank: null, shown: null };
  const counts = new StageCounts(reference);
  await eachStagePage(session, columns, control, (page) => counts.add(page));
  return {
    rank: rankLink(session, stage.name, counts, columns, reference !== null),
    shown: await shownLink(session, stage.name, counts, columns, reference !== null),
  };
}

function columnsOf({ case: resolved, meta }: Session, stage: { name: string }): StageColumns | null {
  const has = (column: string) => meta.columns.includes(column);
  const rank = stageRankColumn(stage.name);
  if (!has(rank)) return null;
  const score = [stageScoreColumn(stage.name), 'score'].find(has) ?? null;
  const reason = resolved.stages.find((each) => each.reason !== undefined)?.reason;
  const rule = ['rule', reason].find((name) => name !== undefined && has(name)) ?? null;
  const zone = has('time') ? resolved.log.timezone : null;
  return { rank, score, position: has('position'), slot: has('slot'), rule, zone };
}

async function eachStagePage(
  { db }: Session,
  columns: StageColumns,
  { signal, progress }: FidelityControl,
  visit: (page: StageRows) => void,
): Promise<void> {
  await eachRequestRange(db, pageRows, { signal, progress }, async (first, last) => {
    const table = await db.read(stagePage(columns, first, last), { signal });
    visit({
      rowIds: integersOf(table, 'row_id'),
      requests: integersOf(table, 'request_index'),
      ranks: doublesOf(table, 'rank'),
      scores: doublesOf(table, 'score'),
      positions: doublesOf(table, 'position'),
      organic: Uint8Array.from(integersOf(table, 'organic')),
      reasons: integersOf(table, 'reason', -1),
      slots: integersOf(table, 'slot', -1),
      hours: integersOf(table, 'hour', -1),
    });
  });
}

function rankLink(
  { case: resolved }: Session,
  stage: string,
  { byRank: { rows, counts } }: StageCounts,
  { score }: StageColumns,
  declared: boolean,
): RankLink {
  const checked = rows >= leastRows && counts.requests > 0;
  const sameOrder = checked ? 1 - counts.failed / counts.requests : null;
  return {
    stage,
    requests: counts.requests,
    comparedRows: rows,
    sameOrder,
    verdict: sameOrder === null ? 'unchecked' : orderVerdict(sameOrder),
    reason: checked ? null : score === null ? 'the log holds no score of the stage' : tooFew,
    onset: checked ? onsetOf(counts.hours(), declared ? counts.reference : null, resolved.log.timezone) : null,
  };
}

const tooFew = 'fewer than 100 rows can be compared';

function orderVerdict(sameOrder: number): RankLink['verdict'] {
  if (sameOrder >= 0.9999) return 'exact';
  if (sameOrder >= 0.999) return 'close';
  return sameOrder >= 0.99 ? 'order' : 'broken';
}

async function shownLink(
  { db, case: resolved }: Session,
  stage: string,
  { byPlace, reasons, slots }: StageCounts,
  columns: StageColumns,
  declared: boolean,
): Promise<ShownLink> {
  const { rows, moved, counts } = byPlace;
  const checked = rows >= leastRows;
  const parity = checked ? 1 - moved / rows : null;
  const sameOrder = checked ? 1 - counts.failed / counts.requests : null;
  const names = async (column: string | null): Promise<Map<number, string | null>> =>
    new Map(
      column === null
        ? []
        : (await db.readRows(codesOf(column))).map(({ value, code }) => [
            Number(code),
            value === null ? null : String(value),
          ]),
    );
  const reasonNames = await names(columns.rule);
  const slotNames = await names(columns.slot ? 'slot' : null);
  return {
    stage,
    requests: counts.requests,
    comparedRows: rows,
    parity,
    sameOrder,
    verdict: parity === null || sameOrder === null ? 'unchecked' : shownVerdict(parity, sameOrder),
    reason: checked ? null : columns.position ? tooFew : 'the log has no position',
    slots: mostFirst([...slots].map(([code, n]) => ({ slot: slotNames.get(code) ?? null, rows: n }))),
    reasons: mostFirst([...reasons].map(([code, count]) => ({ reason: reasonNames.get(code) ?? null, ...count }))),
    onset: checked ? onsetOf(counts.hours(), declared ? counts.reference : null, resolved.log.timezone) : null,
  };
}

function shownVerdict(parity: number, sameOrder: number): ShownLink['verdict'] {
  if (parity >= 0.9999) return 'exact';
  if (parity >= 0.999) return 'close';
  return sameOrder >= 0.99 ? 'order' : 'broken';
}

function mostFirst<T extends { rows: number }>(counts: T[]): T[] {
  return counts.sort((a, b) => b.rows - a.rows);
}
