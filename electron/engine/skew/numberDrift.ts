import type { DriftFigures } from '../../../shared/drift/driftFigures';
import { type NumericSide, numericDrift } from '../../../shared/drift/numericDrift';
import { activeValues, isConstantInRequests, type NumberColumns, type NumberComparison } from './numberPairs';
import type { OrderedSide } from './valueOrder';

/** Distances of logged from recomputed numbers of the same rows, given the order of both sides. */
export function orderedDrift(
  { s, t }: NumberColumns,
  sides: { s: OrderedSide; t: OrderedSide },
  comparison: NumberComparison,
  requestStarts: Int32Array,
): DriftFigures | null {
  const side = (values: Float64Array, { sorted }: OrderedSide): NumericSide => ({
    sorted,
    missing: values.length - sorted.length,
    draws: isConstantInRequests(values, requestStarts) ? requestStarts.length - 1 : values.length,
    active: activeValues(values, comparison),
  });
  return numericDrift(side(t, sides.t), side(s, sides.s));
}
