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
  const feeds = plan.inputs.flatMap((input) => feedsOf(session, input, wish));
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

function feedsOf({ case: resolved }: Session, input: PlannedInput, wish: InputWish): Feed[] {
  const runs = inputRuns(input.cells);
  return runs.map((run) => {
    const columns = [...new Set(run.cells.map(({ column }) => column))];
    const [column] = columns as [string];
    const fill = run.cells[0]!.fill ?? null;
    const missing = typeof fill === 'number' && Number.isNaN(fill) ? null : fill;
    const written = resolved.features.defaults[column] ?? null;
    return {
      about: {
        input: input.name,
        name: nameInFile(input, run, runs.length, wish),
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
        type: wish.source.columns.find(({ name }) => name === column)?.type ?? 'DOUBLE',
        default: written ?? missing,
      },
    };
  });
}

function nameInFile(input: PlannedInput, { column, first }: InputRun, runs: number, wish: InputWish): string {
  const named = wish.names?.[first];
  if (named !== undefined) return named;
  const renamed = Object.entries(wish.model.rename).find(([, to]) => to === column);
  if (renamed) return renamed[0];
  return runs === 1 ? input.name : `${input.name}[${first}]`;
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
