import path from 'node:path';
import type { Check } from '../../../shared/schemas/session';
import { RankscopeError } from '../../../shared/wire/errors';
import { idCell } from '../sql/ingest/cells';
import {
  countVectorFaults,
  createEmbedding,
  createEmbeddingRows,
  dropEmbeddingRows,
  embeddingTable,
  faultyVectors,
  vectorCell,
  vectorDimension,
  zeroVectors,
} from '../sql/ingest/embeddings';
import { dropTable } from '../sql/ingest/staging';
import type { BuildContext } from './buildContext';
import { EmbeddingChecks } from './embeddingChecks';
import { guessColumn } from './guessColumn';
import { orUnread } from './orUnread';
import { openFiles, requireColumn } from './readers/logSource';
import { vectorColumns } from './vectorColumns';

/** An embedding of the case whose vectors are in `embedding_<n>`, n from 1 in the order of case.yaml. */
export interface BuiltEmbedding {
  n: number;
  name: string;
  entity: 'item' | 'user' | 'request';
  role: string | null;
  version: string | null;
  dimension: number;
  rows: number;
  metric: string;
}

/**
 * Loads the case's embeddings; `impressions`, `items` and `users` must exist. Rows at fault are left out and counted by
 * checks; an embedding that cannot be read is a check too, and has no table.
 */
export async function buildEmbeddings(context: BuildContext): Promise<BuiltEmbedding[]> {
  const given = context.loaded.case.written.embeddings ?? [];
  const checks = new EmbeddingChecks();
  const built: BuiltEmbedding[] = [];
  for (const [index, embedding] of given.entries()) {
    context.step(`Reading the embedding ${embedding.name}`);
    try {
      await orUnread(
        context,
        async () => void built.push(await load(context, index, checks)),
        async (fault) => {
          await context.db.run(dropTable(embeddingTable(index + 1)));
          checks.unread(embedding.name, fault);
        },
      );
    } finally {
      await context.db.run(dropEmbeddingRows());
      await context.db.run(dropTable('embedding_source'));
    }
  }
  await checks.compareWithLog(context, built);
  context.checks.push(...checks.all());
  return built;
}

async function load(context: BuildContext, index: number, checks: EmbeddingChecks): Promise<BuiltEmbedding> {
  const { db, signal, loaded } = context;
  const { name, entity, role, version, path: given, id, vector, metric } = loaded.case.written.embeddings![index]!;
  const files = loaded.inputs.embeddings[index]!;
  const [n, at] = [index + 1, `embeddings[${index}]`];
  if (files.length === 0) throw missing(given, at, loaded.folder);
  const logName = loaded.case.log.columns[entity];
  const source = await openFiles(context, files, 'auto', 'embedding_source', [id ?? logName ?? `${entity}_id`]);
  const named = id ?? source.columns.find((each) => each.name === logName)?.name;
  const guessed = named ?? guessColumn(entity, source.columns)?.name ?? 'id';
  const key = requireColumn(source.columns, guessed, { key: `${at}.id`, file: files[0] });
  const columns = vectorColumns(source.columns, vector, { key: `${at}.vector`, file: files[0] });
  const cell = vectorCell(columns.names, columns.isList);
  await db.run(createEmbeddingRows(source.relation, idCell(key.name, key.type), cell), { signal });
  const dimension = Number((await db.readOne(vectorDimension(), { signal }))?.dimension ?? 0);
  if (dimension === 0) throw noVectors(files[0]!, at, vector);
  await db.run(createEmbedding(n, dimension), { signal });
  const faults = (await db.readOne(countVectorFaults(n, dimension), { signal }))!;
  const examples = async (count: unknown, sql: ReturnType<typeof zeroVectors>) =>
    Number(count) > 0 ? ((await db.readRows(sql, { signal })) as Check['rows']) : [];
  const other = await examples(faults.other_length, faultyVectors('length', dimension));
  checks.add('embedding_dimension', name, faults.other_length, other);
  const bad = await examples(faults.not_finite, faultyVectors('finite', dimension));
  checks.add('embedding_not_finite', name, faults.not_finite, bad);
  checks.add('embedding_zero', name, faults.zero, await examples(faults.zero, zeroVectors(n)));
  checks.add('embedding_twice', name, Number(faults.twice) + Number(faults.without_id), []);
  const rows = source.rows - sumOf(faults);
  return { n, name, entity, role: role ?? null, version: version ?? null, dimension, rows, metric: metric ?? 'cosine' };
}

function sumOf({ without_id, other_length, not_finite, twice }: Record<string, unknown>): number {
  return [without_id, other_length, not_finite, twice].reduce<number>((sum, count) => sum + Number(count), 0);
}

function missing(given: string, at: string, folder: string): RankscopeError {
  return new RankscopeError({
    code: 'input',
    message: `case.yaml, ${at}.path: ${given} does not exist.`,
    hint: `Paths are relative to ${folder}.`,
  });
}

function noVectors(file: string, at: string, vector: string): RankscopeError {
  return new RankscopeError({
    code: 'input',
    message: `${at}.vector: no row of ${path.basename(file)} has an id and a list of numbers in "${vector}".`,
    hint: 'A vector is a column that holds lists, their text such as [0.1, 0.2], or a pattern of columns such as e_*.',
    where: { file, path: `${at}.vector` },
  });
}
