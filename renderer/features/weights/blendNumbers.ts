import type { BlendResult } from '../../../shared/pareto/paretoSchemas';
import { type PageTable, pageTable } from '../../ui/pageTable';

/** Every objective under the weights of now and of the case, unrounded. */
export function blendNumbers(values: BlendResult['values']): PageTable {
  const numbers = ['now', 'case', 'delta', 'lo', 'hi'].map((name) => ({ name, type: 'number' as const }));
  return pageTable(
    [{ name: 'metric', type: 'text' }, ...numbers],
    values.map(({ metric, value, current, delta, ci }) => [
      ...[metric, value, current, delta, ci?.[0] ?? null, ci?.[1] ?? null],
    ]),
  );
}
