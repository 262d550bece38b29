import path from 'node:path';
import type { Cell } from '../csv';
import { type FeatureName, featureNames, mapColumn, requestFeatures, rowFeatures } from './features';
import { userId } from './people';
import { dateOf, instantOf, type Settings } from './settings';
import type { LoggedRequest, LoggedRow } from './simulate';
import { TextFile } from './textFile';

const requestColumns = [
  ...['request_id', 'served_at', 'user_id', 'query', 'surface', 'device', 'locale'],
  ...['model_version', 'fs_version', 'index_version', 'qt_version', 'app_version', 'host'],
];
const rowColumns = [
  ...['item_id', 'position', 'page', 'slot', 'rule_code', 'ann_score', 'ann_rank', 'rank_score', 'rank_model'],
  ...['propensity', 'is_explore', 'click', 'ordered', 'order_time', 'gmv'],
];

const places = (names: readonly FeatureName[]) => names.map((name) => featureNames.indexOf(name));
const rowPlaces = places(rowFeatures);
const requestPlaces = places(requestFeatures);

/** The log, one file a day, and the file of request features. `observedUntil`: later orders have not arrived. */
export class LogFiles {
  private log: TextFile | null = null;
  private readonly requests: TextFile;

  constructor(
    private readonly folder: string,
    private readonly settings: Settings,
    private readonly observedUntil: number,
  ) {
    this.requests = new TextFile(path.join(folder, 'data/requests.csv.gz'), ['request_id', ...requestFeatures]);
  }

  async beginDay(day: number): Promise<void> {
    await this.log?.close();
    this.log = new TextFile(path.join(this.folder, `data/log/${dateOf(day)}.csv.gz`), this.header());
  }

  add(request: LoggedRequest): void {
    const { context, rows, repeated } = request;
    const start = this.requestCells(request);
    const lines = rows.map((row) => [...start, ...this.rowCells(context.time, row)]);
    for (const line of [...lines, ...repeated.map((place) => lines[place]!)]) this.log!.add(line);
    this.requests.add([context.id, ...requestPlaces.map((place) => rows[0]!.features[place]!)]);
  }

  async drain(): Promise<void> {
    if (this.log!.full) await this.log!.drain();
    if (this.requests.full) await this.requests.drain();
  }

  async close(): Promise<void> {
    await this.log?.close();
    await this.requests.close();
  }

  private header(): string[] {
    const features = this.settings.featureMap ? [mapColumn] : rowFeatures;
    const arm = this.settings.experiment ? ['arm'] : [];
    const leak = this.settings.faults.leak > 0 ? ['x_session_views'] : [];
    return [...requestColumns, ...arm, ...rowColumns, ...features, ...leak];
  }

  private requestCells({ context }: LoggedRequest): Cell[] {
    const { versions, query, merchant, surface } = context;
    return [
      ...[context.id, instantOf(context.time), userId(context.user)],
      ...[query?.text ?? (merchant === null ? null : `store ${merchant}`), surface, context.device, context.locale],
      ...[versions.model, versions.features, `x${versions.index}`, `q${versions.queryModel}`, versions.app],
      context.host,
      ...(context.arm === null ? [] : [context.arm]),
    ];
  }

  private rowCells(time: number, row: LoggedRow): Cell[] {
    const orderTime = arrivedAt(time, row, this.observedUntil);
    const ordered = row.outcome === null ? null : orderTime === null ? 0 : 1;
    return [
      ...[row.item.id, row.position, row.page, row.slot, row.rule, row.annScore, row.annRank],
      ...[row.rankScore, row.rankModel, row.propensity, row.rule === 'explore' ? 1 : 0],
      ...[row.outcome?.click ?? null, ordered],
      ...[orderTime === null ? null : instantOf(orderTime), ordered === null ? null : ordered * row.features[3]!],
      ...this.featureCells(row),
      ...(this.settings.faults.leak > 0 ? [row.sessionViews] : []),
    ];
  }

  private featureCells({ features }: LoggedRow): Cell[] {
    const values = rowPlaces.map((place) => (Number.isNaN(features[place]!) ? null : features[place]!));
    if (!this.settings.featureMap) return values;
    return [JSON.stringify(Object.fromEntries(rowFeatures.map((name, index) => [name, values[index]])))];
  }
}

/** When the order of a row came in; null = no order, or not before `observedUntil`. */
export function arrivedAt(time: number, { outcome }: LoggedRow, observedUntil: number): number | null {
  const delay = outcome?.orderDelay ?? null;
  return delay !== null && time + delay < observedUntil ? time + delay : null;
}
