import { objectiveId } from '../../../shared/case/contestantIds';
import type { ResolvedModel } from '../../../shared/case/resolvedCase';
import type { CaseInfo, ModelInfo } from '../../../shared/schemas/session';
import { builtinLists } from './builtinLists';
import type { Session } from './session';
import type { SessionModel } from './sessionMeta';

/** What the Data view and the top bar show of an open session. */
export function caseInfo(session: Session): CaseInfo {
  const { meta, case: resolved } = session;
  const { rows, requests, excludedRows, refusedRows, rowsNotShown } = meta.counts;
  return {
    session: session.id,
    state: 'ready',
    error: null,
    name: resolved.name,
    description: resolved.description,
    folder: session.folder,
    sessionFile: session.file,
    rows,
    requests,
    excludedRows,
    refusedRows,
    rowsNotShown,
    candidates: resolved.log.candidates,
    label: resolved.label,
    labels: meta.labels,
    roles: meta.roles,
    models: session.models.map((model, index) => modelInfo(model, resolved.models[index])),
    builtins: builtinLists(session),
    checks: meta.checks,
    unused: resolved.unused,
    warnings: meta.warnings,
    inputs: meta.inputs.map(({ path, bytes, sha256 }) => ({ path, bytes, sha256 })),
  };
}

function modelInfo(model: SessionModel, { blend, blending }: Partial<ResolvedModel> = {}): ModelInfo {
  const isReady = model.state === 'ready';
  const objectives = model.heads.map(({ name, output, missingRows }) => {
    return { name, id: objectiveId(model.name, name), output, missingRows };
  });
  return {
    name: model.name,
    kind: model.kind === 'auto' ? 'scores' : model.kind,
    file: model.file,
    state: model.state,
    reason: model.reason,
    served: model.served,
    features: model.features,
    scoredRows: isReady ? model.scoredRows : null,
    missingRows: isReady ? model.missingRows : null,
    extraRows: isReady ? model.extraRows : null,
    ...(objectives.length > 0 && { objectives }),
    ...(blend && blending && { blend: { weights: blend, ...blending } }),
  };
}
