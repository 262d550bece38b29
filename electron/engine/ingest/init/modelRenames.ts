import type { ResolvedFeatures } from '../../../../shared/case/resolvedCase';
import { modelContent } from '../../models/modelContent';
import { orSentence } from '../../scoring/modelFailure';
import { dropTable } from '../../sql/ingest/staging';
import { firstRows } from '../../sql/init/columnFacts';
import type { BuildContext } from '../buildContext';
import { nestedFeatures } from '../nestedFeatures';
import type { NestedUse } from './nestedUse';
import { openHead, type TableProfile } from './profileTable';
import type { ModelProposal } from './proposal';

/** Parts of a nested column are looked for in this many rows. */
const sampleRows = 20_000;
const table = 'init_nested';

/**
 * What each model's features are called in the log, where they are parts of nested columns: `i_price` of the file is
 * `f.i_price`. A name that the log has itself, or that stands in several columns, is left to a person.
 */
export async function withRenames(
  context: BuildContext,
  log: TableProfile | null,
  nested: NestedUse | null,
  models: readonly ModelProposal[],
): Promise<ModelProposal[]> {
  const files = models.filter(({ format }) => format !== 'scores' && format !== 'trec');
  if (!log || !nested || files.length === 0 || nested.structs.length + nested.maps.length === 0) return [...models];
  const { value: parts } = await orSentence(() => partsOf(context, log, nested), context.signal);
  const own = new Set(log.columns.map(({ name }) => name));
  return Promise.all(
    models.map(async (model) => {
      if (!files.includes(model) || parts === null) return model;
      const { value } = await orSentence(() => namesOf(model), context.signal);
      const pairs = (value ?? []).flatMap((name) => {
        const found = parts.get(name);
        return own.has(name) || found?.length !== 1 ? [] : [[name, found[0]!] as const];
      });
      return pairs.length === 0 ? model : { ...model, rename: Object.fromEntries(pairs) };
    }),
  );
}

/** Full names of the parts of nested columns by the name inside their column. */
async function partsOf(context: BuildContext, log: TableProfile, nested: NestedUse): Promise<Map<string, string[]>> {
  const { source } = await openHead(context, log.files[0]!, table);
  const relation = firstRows(source.relation, sampleRows);
  const features = {
    ...nothing,
    structs: nested.structs,
    maps: nested.maps.map((column) => ({ column, keys: ['*'] })),
  };
  const { loaded } = context;
  const asked = { ...context, loaded: { ...loaded, case: { ...loaded.case, features } } };
  const found = await nestedFeatures(asked, { ...source, relation });
  await context.db.run(dropTable(table));
  const parts = new Map<string, string[]>();
  for (const { name, source: column } of found.features) {
    const inner = name.slice(column.length + 1);
    parts.set(inner, [...(parts.get(inner) ?? []), name]);
  }
  return parts;
}

const nothing: ResolvedFeatures = {
  ...{ columns: [], structs: [], maps: [], arrays: [], lists: [] },
  ...{ types: {}, defaults: {}, groups: {} },
};

/** The features that a file names: of its one matrix, or its inputs of one value each. */
async function namesOf({ file, format }: ModelProposal): Promise<string[]> {
  const { names, signature } = await modelContent(file, { kind: format, features: null }, false);
  return names ?? signature.inputs.map(({ name }) => name);
}
