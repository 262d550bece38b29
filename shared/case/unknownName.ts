import { nearestName } from './nearestName';
import type { CaseProblem } from './parseCase';

/** A name that refers to nothing in the case, with the nearest one or all that are known. */
export function unknownName(path: CaseProblem['path'], name: string, known: readonly string[]): CaseProblem {
  const near = nearestName(name, known);
  const advice = near ? `did you mean "${near}"` : known.length ? `known are ${known.join(', ')}` : 'the case has none';
  return { path, message: `"${name}" is not known; ${advice}` };
}
