import type { CaseInfo } from '../../../shared/schemas/session';
import type { WireError } from '../../../shared/wire/errors';
import type { PreparedCase } from '../session/openCase';

/** What can be said of a case whose session is being built or could not be built. */
export function pendingCaseInfo(prepared: PreparedCase, error: WireError | null): CaseInfo {
  return {
    session: prepared.id,
    state: error ? 'failed' : 'building',
    error,
    name: prepared.name,
    description: null,
    folder: prepared.folder,
    sessionFile: prepared.file,
    rows: 0,
    requests: 0,
    excludedRows: 0,
    refusedRows: 0,
    rowsNotShown: 0,
    candidates: 'shown',
    label: null,
    labels: [],
    roles: [],
    models: [],
    builtins: [],
    checks: [],
    unused: [],
    warnings: [],
    inputs: [],
  };
}
