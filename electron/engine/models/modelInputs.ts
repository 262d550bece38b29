import type { ResolvedModel } from '../../../shared/case/resolvedCase';
import type { ModelInput } from '../../../shared/models/modelSchemas';
import type { FeatureColumns } from '../scoring/featureColumns';
import type { ModelSignature } from '../scoring/modelRuntime';
import { type PlannedInput, planModel } from '../scoring/planModel';
import type { Session } from '../session/session';
import { type CoveredInput, coverageSql } from '../sql/models/coverage';
import { type InputRun, inputRuns } from './inputRuns';

/** Log columns that one query looks at. */
const columnsAtOnce = 200;

type Coverage = Pick<ModelInput, 'filled' | 'nulls' | 'nans' | 'atDefault'>;

interface Feed {
  about: Omit<ModelInput, keyof Coverage>;
  covered: CoveredInput;
}

/** What a model takes and the log has; `names` are those of the file by place in its matrix, null where it has none. */
export interface InputWish {
  model: ResolvedModel;
  signature: ModelSignature;
  names: readonly string[] | null;
  source: FeatureColumns;
}

/**
 * What feeds each input of a model, with the coverage of its columns over all rows of the log. Throws in a sentence
 * where the log does not feed it.
 */
export async function modelInputs(session: Session, wish: InputWish, signal?: AbortSignal): Promise<ModelInput[]> {
  const plan = planModel(wish.signature, wish.model, wish.source.columns);
  const types = new Map(wish.source.columns.map(({ name, type }) => [name, type]));
  const feeds = plan.inputs.flatMap((input) => feedsOf(session, input, wish, types));
  const inputs: ModelInput[] = [];
  for (const some of portions(feeds)) {
    const sql = coverageSql(
      wish.source.source,
      some.map(({ covered }) => covered),
      wish.source.places,
    );
    const counts = (await session.db.readOne(sql, { signal }))!;
    some.forEach(({ about }, at) => {
      const [nulls, nans] = [Number(counts[`n${at}`]), Number(counts[`x${at}`])];
      const atDefault = counts[`d${at}`] ?? null;
      const filled = Number(counts.rows) - nulls - nans;
      inputs.push({ ...about, filled, nulls, nans, atDefault: atDefault === null ? null : Number(atDefault) });
    });
  }
  return inputs;
}

function feedsOf(
  { case: resolved }: Session,
  input: PlannedInput,
  wish: InputWish,
  types: ReadonlyMap<string, string>,
): Feed[] {
  const runs = inputRuns(input.cells);
  const renamed = new Map(Object.entries(wish.model.rename).map(([name, to]) => [to, name]));
  return runs.map((run) => {
    const columns = [...new Set(run.cells.map(({ column }) => column))];
    const [column] = columns as [string];
    const fill = run.cells[0]!.fill ?? null;
    const missing = typeof fill === 'number' && Number.isNaN(fill) ? null : fill;
    const written = resolved.features.defaults[column] ?? null;
    return {
      about: {
        input: input.name,
        name: wish.names?.[run.first] ?? renamed.get(run.column) ?? placeOf(input, run, runs.length),
        column: run.column,
        values: run.cells.length,
        type: input.type,
        scope: input.ofRequest ? 'request' : 'row',
        source: wish.source.places.get(column) ?? 'logged',
        missing,
        default: written,
      },
      covered: {
        columns,
        type: types.get(column) ?? 'DOUBLE',
        default: written ?? missing,
      },
    };
  });
}

/** What stands for a name where the file has none. */
function placeOf({ name }: PlannedInput, { first }: InputRun, runs: number): string {
  return runs === 1 ? name : `${name}[${first}]`;
}

/** Feeds whose columns one query can count. */
function* portions(feeds: readonly Feed[]): Generator<Feed[]> {
  let some: Feed[] = [];
  let columns = 0;
  for (const feed of feeds) {
    if (some.length > 0 && columns + feed.covered.columns.length > columnsAtOnce) {
      yield some;
      [some, columns] = [[], 0];
    }
    some.push(feed);
    columns += feed.covered.columns.length;
  }
  if (some.length > 0) yield some;
}
