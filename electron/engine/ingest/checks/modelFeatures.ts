import { nearestName } from '../../../../shared/case/nearestName';
import type { BuildContext } from '../buildContext';

/** Features that a model names in the case and the log lacks: the model gives no score. `features` are the session's. */
export function checkModelFeatures({ checks, loaded }: BuildContext, features: readonly string[]): void {
  const known = new Set(features);
  for (const { name, features: wanted, rename } of loaded.case.models) {
    const missing = [...new Set((wanted ?? []).map((each) => rename[each] ?? each))].filter((each) => !known.has(each));
    if (missing.length === 0) continue;
    checks.push({
      id: `model_features:${name}`,
      severity: 'blocks',
      title: `Features that ${name} needs and the log lacks`,
      count: missing.length,
      detail: 'It cannot be scored. Add the columns to the log, or map their names under rename: of the model.',
      rows: missing.slice(0, 20).map((feature) => ({ feature, nearest: nearestName(feature, features) })),
    });
  }
}
