import path from 'node:path';
import { instantOf } from './settings';
import type { LoggedRequest, World } from './simulate';
import { TextFile } from './textFile';
import { vectorColumns } from './worldFiles';

/** The hidden truth of each row, all orders however late, and (where asked for) query vectors and later purchases. */
export class TruthFiles {
  private readonly rows: TextFile;
  private readonly orders: TextFile;
  private readonly queries: TextFile[];
  private readonly purchases: TextFile | null;

  constructor(
    folder: string,
    private readonly world: World,
  ) {
    const { tables, purchases } = world.settings;
    const file = (name: string, header: string[]) => new TextFile(path.join(folder, name), header);
    this.rows = file('truth/rows.csv.gz', ['request_id', 'item_id', 'grade', 'attraction', 'conversion']);
    this.orders = file('truth/orders.csv.gz', ['request_id', 'item_id', 'ordered_at']);
    this.queries = tables.includes('embeddings')
      ? [1, 2].map((version) => file(`embeddings/queries_v${version}.csv.gz`, ['request_id', ...vectorColumns]))
      : [];
    const header = ['request_id', 'item_id', 'relevance'];
    this.purchases = purchases ? file('data/later_purchases.csv.gz', header) : null;
  }

  add({ context, query, rows, purchases }: LoggedRequest): void {
    for (const { item, truth, outcome } of rows) {
      this.rows.add([context.id, item.id, truth.grade, truth.attraction, truth.conversion]);
      const delay = outcome?.orderDelay ?? null;
      if (delay !== null) this.orders.add([context.id, item.id, instantOf(context.time + delay)]);
    }
    this.queries[context.versions.queryModel - 1]?.add([context.id, ...query]);
    for (const index of purchases) this.purchases?.add([context.id, this.world.catalog.items[index]!.id, 1]);
  }

  async drain(): Promise<void> {
    for (const file of this.files()) if (file.full) await file.drain();
  }

  async close(): Promise<void> {
    for (const file of this.files()) await file.close();
  }

  private files(): TextFile[] {
    return [this.rows, this.orders, ...this.queries, ...(this.purchases ? [this.purchases] : [])];
  }
}
