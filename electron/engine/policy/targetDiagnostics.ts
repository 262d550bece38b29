import { defaultClip } from '../../../shared/estimators/defaultLambda';
import { missingMass } from '../../../shared/estimators/missingMass';
import { policyVerdict } from '../../../shared/estimators/policyVerdict';
import { clippedShare, weightDiagnostics } from '../../../shared/estimators/weightDiagnostics';
import type { ActionCounts, PolicyDiagnostics } from './policyResult';
import type { UsedRows } from './usedRows';

/** C5 of one target, with its verdict. `hasLogging`: the logging policy's whole distribution was given. */
export function targetDiagnostics(rows: UsedRows, n: number, hasLogging: boolean): PolicyDiagnostics {
  const { weights } = rows.targets[n]!;
  const unsupportedMass = hasLogging && rows.length > 0 ? rows.massShare(n, 'unsupported') : null;
  const failedDistributions = hasLogging ? rows.failedDistributions : null;
  if (weights === null || rows.length === 0) {
    const reason =
      rows.length === 0
        ? 'No row of the log can be used.'
        : 'The log holds no propensities: values are model-based, and nothing here can check them.';
    const none = { clippedShare: null, clip: null, missingMass: null, actions: null };
    return { ...none, unsupportedMass, failedDistributions, verdict: 'red', reasons: [reason] };
  }
  const found = weightDiagnostics(weights, rows.counts);
  const clip = defaultClip(found.p99);
  const missing = missingMass(found.meanWeight, found.z);
  const clipped = clippedShare(weights, clip);
  const facts = { ...found, unsupportedMass: unsupportedMass ?? missing, clippedShare: clipped };
  return {
    ...found,
    clippedShare: clipped,
    clip,
    unsupportedMass,
    missingMass: missing,
    actions: actionCounts(rows),
    failedDistributions,
    ...policyVerdict({ ...facts, failedDistributions: failedDistributions ?? 0 }),
  };
}

function actionCounts({ inverse, shown, length }: UsedRows): ActionCounts | null {
  let [items, least, most] = [0, Number.POSITIVE_INFINITY, 0];
  for (let item = 0; item < inverse.length; item++) {
    if (shown[item] === 0) continue;
    const count = inverse[item]! / length;
    items += 1;
    least = Math.min(least, count);
    most = Math.max(most, count);
  }
  return items === 0 ? null : { items, least, most };
}
