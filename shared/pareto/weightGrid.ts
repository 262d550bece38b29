/** Points of a lattice of that many divisions over the simplex: C(divisions + objectives - 1, objectives - 1). */
export function gridSize(objectives: number, divisions: number): number {
  let size = 1;
  for (let i = 1; i < objectives; i++) size = (size * (divisions + i)) / i;
  return Math.round(size);
}

/**
 * The lattice of Das & Dennis (1998): all vectors of shares in steps of 1 / divisions that sum to 1, the first objective
 * from all to none.
 */
export function simplexGrid(objectives: number, divisions: number): Float64Array[] {
  const grid: Float64Array[] = [];
  const steps = new Float64Array(objectives);
  const fill = (at: number, left: number) => {
    if (at === objectives - 1) {
      steps[at] = left;
      grid.push(steps.map((step) => step / divisions));
      return;
    }
    for (let step = left; step >= 0; step--) {
      steps[at] = step;
      fill(at + 1, left - step);
    }
  };
  if (objectives > 0) fill(0, divisions);
  return grid;
}

/** The most divisions, at most 20, whose lattice has at most `limit` points; at least 1. */
export function divisionsWithin(objectives: number, limit: number): number {
  let divisions = 20;
  while (divisions > 1 && gridSize(objectives, divisions) > limit) divisions -= 1;
  return divisions;
}
