import type { Check } from '../../../shared/schemas/session';
import type { RankscopeError } from '../../../shared/wire/errors';
import {
  countUnknownVectors,
  countWithoutVector,
  type Entity,
  idsWithoutVector,
  unknownVectorIds,
} from '../sql/ingest/embeddings';
import type { BuildContext } from './buildContext';
import type { BuiltEmbedding } from './embeddings';
import { faultText } from './orUnread';

const texts = {
  embedding_unread: ['warns', 'Embeddings that cannot be read', 'The session does without them.'],
  embedding_dimension: [
    'warns',
    'Vectors of another length',
    'The most frequent length counts; the others are left out.',
  ],
  embedding_not_finite: ['warns', 'Vectors with numbers that are missing or not finite', 'They are left out.'],
  embedding_zero: ['warns', 'Zero vectors', 'They have no direction: ild of a list that holds one is null.'],
  embedding_twice: [
    'warns',
    'Vectors without an id, or of one that stands before',
    'The first row of each id is kept.',
  ],
  embedding_missing: [
    'warns',
    'Rows of the log whose item, user or request has no vector',
    'ild leaves such items out.',
  ],
  embedding_unknown: ['notes', 'Vectors of ids that the case does not know', 'No list can hold them.'],
} as const satisfies Record<string, readonly [Check['severity'], string, string]>;

export type EmbeddingCheckId = keyof typeof texts;

const maxExamples = 20;

/** What is wrong with the embeddings of a case: one check a kind of fault, with the embedding of each example. */
export class EmbeddingChecks {
  readonly #found = new Map<EmbeddingCheckId, { count: number; rows: Check['rows'] }>();

  add(id: EmbeddingCheckId, embedding: string, count: unknown, rows: Check['rows']): void {
    if (!(Number(count) > 0)) return;
    const found = this.#found.get(id) ?? { count: 0, rows: [] };
    this.#found.set(id, found);
    found.count += Number(count);
    const shown = rows.length > 0 ? rows : [{ vectors: Number(count) }];
    found.rows.push(...shown.slice(0, maxExamples - found.rows.length).map((row) => ({ embedding, ...row })));
  }

  unread(embedding: string, fault: RankscopeError): void {
    this.add('embedding_unread', embedding, 1, [{ reason: faultText(fault) }]);
  }

  /** Ids of the log without a vector in any embedding of their entity, and vectors of ids that nothing else has. */
  async compareWithLog(context: BuildContext, built: readonly BuiltEmbedding[]): Promise<void> {
    const { db, signal, loaded } = context;
    const { items, users, log } = loaded.case;
    for (const entity of ['item', 'user', 'request'] as const) {
      const own = built.filter((each) => each.entity === entity);
      if (own.length === 0 || (entity === 'user' && !log.columns.user)) continue;
      const names = own.map(({ name }) => name).join(', ');
      const numbers = own.map(({ n }) => n);
      const { rows } = (await db.readOne(countWithoutVector(entity, numbers), { signal }))!;
      if (Number(rows) > 0) {
        const ids = (await db.readRows(idsWithoutVector(entity, numbers), { signal })) as Check['rows'];
        this.add('embedding_missing', names, rows, ids);
      }
      const known = entity === 'item' && items ? 'items' : entity === 'user' && users ? 'users' : null;
      for (const each of own) await this.#reportUnknown(context, each, entity, known);
    }
  }

  all(): Check[] {
    return [...this.#found].map(([id, { count, rows }]) => {
      const [severity, title, detail] = texts[id];
      return { id, severity, title, count, detail, rows };
    });
  }

  async #reportUnknown(
    { db, signal }: BuildContext,
    { n, name }: BuiltEmbedding,
    entity: Entity,
    known: 'items' | 'users' | null,
  ): Promise<void> {
    const { rows } = (await db.readOne(countUnknownVectors(n, entity, known), { signal }))!;
    if (Number(rows) === 0) return;
    const ids = (await db.readRows(unknownVectorIds(n, entity, known), { signal })) as Check['rows'];
    this.add('embedding_unknown', name, rows, ids);
  }
}
