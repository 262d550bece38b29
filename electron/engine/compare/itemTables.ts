import type { F32Column } from '../../../shared/wire/table';
import type { Database } from '../db/database';
import type { BuiltCatalog } from '../ingest/catalog';
import type { BuiltEmbedding } from '../ingest/embeddings';
import type { BuiltEvents } from '../ingest/trainingEvents';
import { catalogKeys, itemCount, itemEvents, itemVectors, vectorKeys } from '../sql/compare/itemRows';
import { embeddingTable } from '../sql/ingest/embeddings';
import { doublesOf, integersOf } from './columns';

/** What a session holds of items beside the log; where it holds nothing, why. */
export interface ItemFacts {
  /** The embedding that `ild` reads. */
  embedding: BuiltEmbedding | null;
  noEmbedding: string;
  events: BuiltEvents | null;
  noEvents: string;
  catalog: BuiltCatalog;
}

/** Vectors of the log's items; `at[item key]` is a vector's number, -1 where the item has none. */
export interface ItemVectors {
  dimension: number;
  at: Int32Array;
  /** One vector after the other. */
  values: Float32Array;
  /** Lengths of the vectors; 0 has no direction. */
  norms: Float64Array;
}

/** The eligible items: how many, and which items of the log are among them; `has` null: all of them. */
export interface CatalogItems {
  size: number;
  has: Uint8Array | null;
}

/** Items of one session, read at the first call and kept. */
export class ItemTables {
  readonly facts: ItemFacts;
  readonly #db: Database;
  readonly #read = new Map<string, Promise<unknown>>();

  constructor(db: Database, facts: ItemFacts) {
    this.#db = db;
    this.facts = facts;
  }

  /** Item keys are below this. */
  async keys(): Promise<number> {
    return (await this.#count()).keys;
  }

  vectors({ n, dimension }: BuiltEmbedding): Promise<ItemVectors> {
    return this.#once(`vectors ${n}`, async () => {
      const table = embeddingTable(n);
      const keys = integersOf(await this.#db.read(vectorKeys(table)), 'item_key');
      const { columns } = await this.#db.read(itemVectors(table));
      const values = (columns[0] as F32Column).data;
      return { dimension, at: placesOf(keys, await this.keys()), values, norms: normsOf(values, dimension) };
    });
  }

  /** Self-information -log2 p of each item of the log by its key, in bits; NaN without events. */
  bits({ total }: BuiltEvents): Promise<Float64Array> {
    return this.#once('bits', async () => {
      const table = await this.#db.read(itemEvents());
      const bits = new Float64Array(await this.keys()).fill(Number.NaN);
      const events = doublesOf(table, 'events');
      for (const [i, key] of integersOf(table, 'item_key').entries()) bits[key] = -Math.log2(events[i]! / total);
      return bits;
    });
  }

  catalog(): Promise<CatalogItems> {
    return this.#once('catalog', async () => {
      const { from, items } = this.facts.catalog;
      const { keys, catalog } = await this.#count();
      if (from !== 'catalog' && from !== 'items') return { size: catalog, has: null };
      const has = new Uint8Array(keys);
      for (const key of integersOf(await this.#db.read(catalogKeys(from)), 'item_key')) has[key] = 1;
      return { size: items, has };
    });
  }

  #count(): Promise<{ keys: number; catalog: number }> {
    return this.#once('count', async () => {
      const { keys, catalog } = (await this.#db.readOne(itemCount()))!;
      return { keys: Number(keys), catalog: Number(catalog) };
    });
  }

  #once<T>(key: string, read: () => Promise<T>): Promise<T> {
    const known = this.#read.get(key);
    if (known) return known as Promise<T>;
    const reading = read();
    this.#read.set(key, reading);
    reading.catch(() => this.#read.delete(key));
    return reading;
  }
}

function placesOf(keys: Int32Array, count: number): Int32Array {
  const at = new Int32Array(count).fill(-1);
  for (let i = 0; i < keys.length; i++) at[keys[i]!] = i;
  return at;
}

function normsOf(values: Float32Array, dimension: number): Float64Array {
  const norms = new Float64Array(values.length / dimension);
  for (let i = 0; i < norms.length; i++) {
    let sum = 0;
    for (let d = i * dimension; d < (i + 1) * dimension; d++) sum += values[d]! * values[d]!;
    norms[i] = Math.sqrt(sum);
  }
  return norms;
}
