import { divisionsWithin, simplexGrid } from './weightGrid';

/** An objective as weights see it. */
export interface WeightedObjective {
  /** The case's weight. A negative one turns the whole objective: less is better. */
  weight: number;
  /** Usual standard deviation of its predictions inside a list: a weight works in units of it. */
  spread: number;
  /** False where a prediction is below 0, which no product can hold. */
  hasLogarithm: boolean;
}

/**
 * How one ranking is made: by a weighted sum, by a product to the power of weights, or by one objective alone
 * (`floor`), items of the list whose prediction of another objective is in the lowest share of the list below the rest:
 * an ε-constraint, which reaches what no weighted sum does.
 */
export type Run =
  | { form: 'sum' | 'product'; weights: number[]; ofCase: boolean }
  | { form: 'floor'; by: number; floor: number; lowest: number; ofCase: false };

export interface RunOptions {
  /** How the case blends. */
  form: 'sum' | 'product';
  /** Steps of the grid from all of one objective to none; null: as many as fit. */
  divisions: number | null;
  /** Weights to try instead of the grid. */
  weights: readonly (readonly number[])[] | null;
}

const mostSums = 100;
const mostProducts = 30;
const floorShares = [0.25, 0.5, 0.75];

/**
 * The runs of a study (definitions.md H2): the case's own weights first, then a lattice of weighted sums in steps of
 * influence (share / spread, so that equal shares move a list equally), products and floors. Weights are rounded to 4
 * digits before they are used, so that what is printed is what was run.
 */
export function planRuns(objectives: readonly WeightedObjective[], options: RunOptions): Run[] {
  const { form } = options;
  const runs: Run[] = [{ form, weights: objectives.map(({ weight }) => weight), ofCase: true }];
  if (options.weights !== null) {
    return [...runs, ...options.weights.map((weights) => ({ form, weights: [...weights], ofCase: false as const }))];
  }
  const divisions = options.divisions ?? divisionsWithin(objectives.length, mostSums);
  for (const shares of simplexGrid(objectives.length, divisions)) {
    runs.push({ form: 'sum', weights: weightsOf(shares, objectives), ofCase: false });
  }
  return [...runs, ...products(objectives, divisions), ...floors(objectives)];
}

function weightsOf(shares: Float64Array, objectives: readonly WeightedObjective[]): number[] {
  const raw = objectives.map(({ weight, spread }, k) => {
    const sign = weight < 0 ? -1 : 1;
    return (sign * shares[k]!) / (spread > 0 ? spread : 1);
  });
  const total = sumOf(objectives.map(({ weight }) => Math.abs(weight))) || 1;
  const scale = total / sumOf(raw.map(Math.abs));
  return raw.map((weight) => rounded(weight * scale));
}

/** Exponents inside the simplex: at its corners a product orders as one objective alone, which the sums hold already. */
function products(objectives: readonly WeightedObjective[], most: number): Run[] {
  const isPossible = objectives.every(({ weight, hasLogarithm }) => hasLogarithm && weight >= 0);
  if (!isPossible || objectives.length < 2) return [];
  const divisions = Math.min(most, divisionsWithin(objectives.length, mostProducts));
  const inside = simplexGrid(objectives.length, divisions).filter((shares) => shares.every((share) => share > 0));
  return inside.map((shares) => ({ form: 'product', weights: [...shares].map(rounded), ofCase: false }));
}

function floors(objectives: readonly WeightedObjective[]): Run[] {
  const shares = objectives.length === 2 ? floorShares : [0.5];
  return objectives.flatMap((_, by) =>
    objectives.flatMap((__, floor) =>
      by === floor
        ? []
        : shares.map((lowest) => ({ form: 'floor' as const, by, floor, lowest, ofCase: false as const })),
    ),
  );
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

function rounded(weight: number): number {
  return Number(weight.toPrecision(4));
}
