import { asList } from '../../../shared/case/asList';
import type { LogRole, ResolvedCase } from '../../../shared/case/resolvedCase';
import { RankscopeError } from '../../../shared/wire/errors';
import { quoteIdent } from '../db/quote';
import {
  badNumber,
  badPosition,
  badTime,
  type EpochUnit,
  type FeatureKind,
  featureExpression,
  idCell,
  isNumeric,
  numberCell,
  plainCell,
  positionCell,
  timeCell,
  typeClass,
} from '../sql/ingest/cells';
import { sourceKeyName } from '../sql/ingest/sourceKey';
import { matchNames } from './matchNames';
import { kindOf, type NestedFeatures } from './nestedFeatures';
import { planOutcomes } from './planOutcomes';
import { planStages } from './planStages';
import { requireColumn, type SourceColumn } from './readers/logSource';
import { roleColumns } from './roles';

/** One column of `impressions` or `features_logged` and how it is computed from the source. */
export interface PlannedColumn {
  /** Name in the session. */
  name: string;
  expression: string;
  /** The log's column. */
  source: string;
  role: LogRole | null;
  /** SQL that is true where the cell cannot be read; such rows are refused. Null: always readable. */
  bad: string | null;
  /** What `bad` cells are, in words. */
  badReason: string;
  /** How a feature's values are meant; absent for other columns. */
  kind?: FeatureKind;
}

export interface ColumnPlan {
  /** Roles, versions, outcomes and context, in the order of the session's columns; `request_id` and `item_id` first. */
  impressions: PlannedColumn[];
  features: PlannedColumn[];
  /** Features that explanations treat as one, by the group's name. */
  groups: Record<string, string[]>;
  hasRequest: boolean;
  /** Why each context or feature column is where it is, and what was left out. */
  warnings: string[];
}

/** Decides for every column of the log what becomes of it. Columns that the case names and the log lacks are errors. */
export function planColumns(
  resolved: ResolvedCase,
  columns: readonly SourceColumn[],
  timeUnit: EpochUnit,
  nested: NestedFeatures,
): ColumnPlan {
  const warnings: string[] = [];
  const roles = planRoles(resolved, columns, timeUnit);
  const impressions = [...roles, ...planVersions(resolved, columns), ...planOutcomes(resolved, columns, timeUnit)];
  const used = new Set([...impressions, ...nested.features].map((each) => each.source));
  const featureNames = pickFeatures(resolved, columns, used);
  const contextNames = pickContext(resolved, columns, used, new Set(featureNames), warnings);
  const taken = new Set([...impressions.map((each) => each.name.toLowerCase()), ...builtColumns]);
  for (const name of contextNames) {
    if (keptNames.test(name)) {
      warnings.push(
        `The log's column "${name}" is left out: sessions use that name themselves. Rename it to slice by it.`,
      );
      continue;
    }
    if (taken.has(name.toLowerCase())) {
      warnings.push(`The log's column "${name}" has the name of a role column; in slices "${name}" means the role.`);
      continue;
    }
    impressions.push(plain(requireColumn(columns, name, { key: 'log.context' })));
  }
  impressions.push(...planStages(resolved, columns));
  const lost = featureNames.filter((name) => keptFeatures.test(name));
  if (lost.length > 0) {
    warnings.push(`The feature "${lost.join('", "')}" is left out: sessions use that name themselves. Rename it.`);
  }
  const features = featureNames
    .filter((name) => !lost.includes(name))
    .map((name) => planFeature(resolved, requireColumn(columns, name, { key: 'features' })));
  const made = nested.features.map((each) => ({ ...each, role: null, bad: null, badReason: '' }));
  const { groups } = resolved.features;
  return {
    impressions,
    features: [...features, ...made.filter((each) => !featureNames.includes(each.name))],
    groups: { ...nested.groups, ...groups },
    hasRequest: resolved.log.columns.request !== undefined,
    warnings,
  };
}

function planFeature({ features }: ResolvedCase, { name, type }: SourceColumn): PlannedColumn {
  const kind = kindOf(features, name, type);
  const expression = featureExpression(quoteIdent(name), type, kind);
  return { name, expression, source: name, role: null, bad: null, badReason: '', kind };
}

/** Columns that the build itself adds to `impressions`. */
const builtColumns = ['row_id', 'request_index', 'item_key', 'in_log'];
/** Names of further columns of `impressions`, and DuckDB's own name of a row, which a column would hide. */
const keptNames = /^(rs|label|version|outcome|stage_rank|stage_score):|^rowid$/i;
/** The keys of rows: no feature can have their names. */
const keptFeatures = new RegExp(`^(row_id|${sourceKeyName})$`, 'i');

function planRoles(resolved: ResolvedCase, columns: readonly SourceColumn[], timeUnit: EpochUnit): PlannedColumn[] {
  const { log } = resolved;
  const planned: PlannedColumn[] = [];
  for (const role of Object.keys(roleColumns) as LogRole[]) {
    const source = log.columns[role];
    if (source === undefined) continue;
    const found = requireColumn(columns, source, { key: `log.columns.${role}` });
    planned.push({ ...roleCell(role, found, log.timezone, timeUnit), name: roleColumns[role].column, source, role });
  }
  return planned;
}

function roleCell(role: LogRole, { name, type }: SourceColumn, timezone: string, unit: EpochUnit) {
  const { kind } = roleColumns[role];
  if (typeClass(type) === 'nested') {
    throw new RankscopeError({
      code: 'input',
      message: `log.columns.${role}: the column "${name}" holds ${type}; a single value is expected.`,
      where: { path: `log.columns.${role}`, column: name },
    });
  }
  switch (kind) {
    case 'id':
      return { expression: idCell(name, type), bad: null, badReason: '' };
    case 'text':
      return { expression: idCell(name, type), bad: null, badReason: '' };
    case 'position':
      return { expression: positionCell(name, type), bad: badPosition(name, type), badReason: 'is not a whole number' };
    case 'time':
      return { expression: timeCell(name, type, timezone, unit), bad: badTime(name, type), badReason: 'is not a time' };
    default:
      return { expression: numberCell(name, type), bad: badNumber(name, type), badReason: 'is not a number' };
  }
}

function planVersions({ log }: ResolvedCase, columns: readonly SourceColumn[]): PlannedColumn[] {
  return Object.entries(log.versions).map(([key, name]) => {
    const { type } = requireColumn(columns, name, { key: `log.versions.${key}` });
    return {
      name: `version:${key}`,
      expression: idCell(name, type),
      source: name,
      role: null,
      bad: null,
      badReason: '',
    };
  });
}

function pickFeatures(resolved: ResolvedCase, columns: readonly SourceColumn[], used: ReadonlySet<string>): string[] {
  const { features, log, models } = resolved;
  const names = columns.map((each) => each.name);
  const wanted = models.flatMap((model) => [
    ...(model.features ?? []),
    ...Object.values(model.rename),
    ...Object.values(model.inputs).flatMap(({ column }) => asList(column ?? [])),
  ]);
  // A list becomes a feature by features.lists or features.arrays only.
  const single = new Set(columns.filter((each) => typeClass(each.type) !== 'nested').map((each) => each.name));
  const forModels = wanted.filter((name) => single.has(name));
  if (features.columns !== null) {
    const listed = matchNames(
      features.columns,
      names,
      (pattern) => requireColumn(columns, pattern, { key: 'features' }).name,
    );
    return [...new Set([...listed, ...forModels])];
  }
  const context = new Set([...(log.context ?? []), ...auxiliary(resolved)]);
  const free = columns.filter((each) => isNumeric(each.type) && !used.has(each.name) && !context.has(each.name));
  return [...new Set([...free.map((each) => each.name), ...forModels])];
}

/** Columns that other keys of the case name: they are context, never features by default. */
function auxiliary({ metrics, stages, outcomes, written, propensity, log }: ResolvedCase): string[] {
  const names = [
    metrics.by,
    ...stages.flatMap((stage) => [stage.score, stage.rank, stage.reason]),
    ...outcomes.map((each) => each.time),
    written.experiment?.arm,
    propensity?.randomized,
    log.requests?.request,
  ];
  return names.filter((each): each is string => typeof each === 'string');
}

const maxContext = 100;

function pickContext(
  resolved: ResolvedCase,
  columns: readonly SourceColumn[],
  used: ReadonlySet<string>,
  features: ReadonlySet<string>,
  warnings: string[],
): string[] {
  const { context } = resolved.log;
  const names = new Set(columns.map((each) => each.name));
  const needed = auxiliary(resolved).filter((name) => names.has(name) && !used.has(name));
  if (context !== null) {
    for (const name of context) requireColumn(columns, name, { key: 'log.context' });
    return [...new Set([...context.filter((name) => !used.has(name)), ...needed])];
  }
  const free = columns.filter(
    (each) => !used.has(each.name) && !features.has(each.name) && typeClass(each.type) !== 'nested',
  );
  const kept = free.slice(0, maxContext).map((each) => each.name);
  if (free.length > maxContext) {
    warnings.push(
      `${free.length - maxContext} columns of the log are not offered for slicing; name the ones you need in log.context.`,
    );
  }
  return [...new Set([...kept, ...needed])];
}

function plain({ name, type }: SourceColumn): PlannedColumn {
  return { name, expression: plainCell(name, type), source: name, role: null, bad: null, badReason: '' };
}
