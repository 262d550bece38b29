import type { DriftFigures } from '../../../shared/drift/driftFigures';
import { type NumericSide, numericDrift } from '../../../shared/drift/numericDrift';
import { activeValues, isConstantInRequests, type NumberColumns, type NumberComparison } from './numberPairs';

/** Distances of logged from recomputed numbers of the same rows, given the order of both sides. */
export function orderedDrift(
  { s, t }: NumberColumns,
  orders: { s: Int32Array; t: Int32Array },
  comparison: NumberComparison,
  requestStarts: Int32Array,
): DriftFigures | null {
  const side = (values: Float64Array, order: Int32Array): NumericSide => {
    const sorted = sortedValues(values, order);
    return {
      sorted,
      missing: values.length - sorted.length,
      draws: isConstantInRequests(values, requestStarts) ? requestStarts.length - 1 : values.length,
      active: activeValues(values, comparison),
    };
  };
  return numericDrift(side(t, orders.t), side(s, orders.s));
}

function sortedValues(values: Float64Array, order: Int32Array): Float64Array {
  const sorted = Float64Array.from(order, (row) => values[row]! + 0);
  let present = sorted.length;
  while (present > 0 && Number.isNaN(sorted[present - 1]!)) present--;
  return sorted.subarray(0, present);
}
