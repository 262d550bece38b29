import type { ResolvedFeatures } from '../../../shared/case/resolvedCase';
import type { SkewKind } from '../../../shared/skew/numberRule';
import { RankscopeError } from '../../../shared/wire/errors';
import type { Queries } from '../db/connection';
import { matchNames } from '../ingest/matchNames';
import { kindOf } from '../ingest/nestedFeatures';
import type { Session } from '../session/session';
import { typeClass } from '../sql/ingest/cells';
import { tableColumns } from '../sql/scoring/scoreTables';
import type { Storage } from '../sql/skew/sideColumns';

/** A feature of either side: how it is meant, how each side stores it (null: not at all), and its declared default. */
export interface PlannedFeature {
  name: string;
  kind: SkewKind;
  logged: Storage | null;
  recomputed: Storage | null;
  fallback: string | number | boolean | null;
}

/** All features of both tables, those of the log first, or the ones that are asked for. */
export async function planFeatures(
  { db, case: { features }, meta }: Pick<Session, 'db' | 'case' | 'meta'>,
  wanted: readonly string[] | null,
): Promise<PlannedFeature[]> {
  const logged = await storedTypes(db, 'features_logged');
  const recomputed = await storedTypes(db, 'features_recomputed');
  if (recomputed.size === 0) throw noRecomputed();
  const names = [...new Set([...logged.keys(), ...recomputed.keys()])];
  const unknown = wanted?.find((name) => !names.includes(name));
  if (unknown !== undefined) {
    const message = `Neither the log nor the recomputed features have "${unknown}".`;
    throw new RankscopeError({ code: 'input', message, hint: `The features are ${names.slice(0, 20).join(', ')}.` });
  }
  return (wanted ?? names).map((name) => {
    const type = logged.get(name) ?? recomputed.get(name)!;
    const storage = (types: ReadonlyMap<string, string>) => (types.has(name) ? storageOf(types.get(name)!) : null);
    return {
      name,
      kind: (meta.featureKinds[name] as SkewKind | undefined) ?? kindOf(features, name, type),
      logged: storage(logged),
      recomputed: storage(recomputed),
      fallback: defaultOf(features, name),
    };
  });
}

/** What `features.defaults` declares for a feature, by its name or a glob; null: nothing. */
export function defaultOf({ defaults }: ResolvedFeatures, name: string): PlannedFeature['fallback'] {
  const pattern = Object.keys(defaults).find((each) => matchNames([each], [name], () => '').includes(name));
  return pattern === undefined ? null : defaults[pattern]!;
}

async function storedTypes(db: Queries, table: string): Promise<Map<string, string>> {
  const columns = (await db.readRows(tableColumns(table))).map(
    ({ name, type }) => [String(name), String(type)] as const,
  );
  return new Map(columns.filter(([name]) => name !== 'row_id'));
}

function storageOf(type: string): Storage {
  switch (typeClass(type)) {
    case 'bool':
      return 'bool';
    case 'timestamp':
    case 'timestamptz':
    case 'date':
      return 'time';
    case 'text':
      return 'text';
    case 'nested':
    case 'other':
      return 'list';
    default:
      return 'number';
  }
}

function noRecomputed(): RankscopeError {
  return new RankscopeError({
    code: 'input',
    message: 'The session has no recomputed features to compare the logged ones with.',
    hint: 'Declare `recomputed:` in case.yaml: a file, or a SELECT over raw tables, with request, item and features.',
  });
}
