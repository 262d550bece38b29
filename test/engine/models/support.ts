import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { NamedModel } from '../../../electron/engine/models/modelPage';
import type { Session } from '../../../electron/engine/session/session';
import { fixtureFolder, inputRows } from '../../unit/trees/support/fixtures';

export const featureNames = ['price', 'ctr', 'age', 'sparse', 'brand', 'city'];

/** The rows of the trees' fixtures that are finite or missing, as a log of one request. */
export const fixtureRows = inputRows().filter(
  (row) => !row.some((value) => Math.abs(value) === Number.POSITIVE_INFINITY),
);

/** A log of those rows with a column more that no model takes. */
export function fixtureLog(): string {
  const cell = (value: number) => (Number.isNaN(value) ? '' : Object.is(value, -0) ? '-0.0' : String(value));
  const lines = fixtureRows.map((row, at) => ['q', `i${at}`, ...row.map(cell), at].join(','));
  return [['request', 'item', ...featureNames, 'extra'].join(','), ...lines, ''].join('\n');
}

/** A case over that log with these lines under `models:`. */
export function fixtureCase(models: string, more = ''): Record<string, string> {
  return {
    'case.yaml': `rankscope: 1
name: models
log: { path: log.csv, columns: { request: request, item: item } }
features:
  columns: [${featureNames.join(', ')}, extra]
  types: { ${[...featureNames, 'extra'].map((name) => `${name}: number`).join(', ')} }
${more}models:
${models}
`,
    'log.csv': fixtureLog(),
  };
}

export function fixtureFile(name: string): Uint8Array {
  return readFileSync(path.join(fixtureFolder, name));
}

export function named(session: Session, name: string): NamedModel {
  const at = session.case.models.findIndex((model) => model.name === name);
  return { model: session.case.models[at]!, record: session.models[at]! };
}
