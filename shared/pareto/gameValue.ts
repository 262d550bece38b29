/**
 * Value of the zero-sum game max over w of min over q of Σ_k w_k·payoff[q][k], w on the simplex: the linear program of
 * von Neumann, solved by the simplex method with Bland's rule. Dense, a row for each k: meant for few k and up to
 * thousands of q. 0 without a q.
 */
export function gameValue(payoff: readonly ArrayLike<number>[]): number {
  const rows = payoff[0]?.length ?? 0;
  if (rows === 0) return 0;
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (const column of payoff) {
    for (let k = 0; k < rows; k++) {
      least = Math.min(least, column[k]!);
      most = Math.max(most, column[k]!);
    }
  }
  // With payoffs from 1 to 2 the program is bounded and well scaled: maximize Σ y_q, Σ_q payoff_k(q)·y_q <= 1, y >= 0.
  const scale = most > least ? most - least : 1;
  const columns = payoff.length;
  const width = columns + rows + 1;
  const tableau = new Float64Array((rows + 1) * width);
  for (let k = 0; k < rows; k++) {
    for (let q = 0; q < columns; q++) tableau[k * width + q] = 1 + (payoff[q]![k]! - least) / scale;
    tableau[k * width + columns + k] = 1;
    tableau[k * width + width - 1] = 1;
  }
  for (let q = 0; q < columns; q++) tableau[rows * width + q] = -1;
  solve(tableau, rows, width, columns);
  return (1 / tableau[rows * width + width - 1]! - 1) * scale + least;
}

/** Pivots until no reduced cost is negative; the last row holds the costs, the last column the right side. */
function solve(tableau: Float64Array, rows: number, width: number, columns: number): void {
  const basis = Int32Array.from({ length: rows }, (_, k) => columns + k);
  for (;;) {
    const enter = tableau.subarray(rows * width, rows * width + width - 1).findIndex((cost) => cost < -1e-13);
    if (enter < 0) return;
    const leave = leavingRow(tableau, rows, width, enter, basis);
    if (leave < 0) return;
    basis[leave] = enter;
    pivot(tableau, rows, width, leave, enter);
  }
}

/** The row with the smallest ratio; of equal ones that of the smallest variable, so that no basis comes twice. */
function leavingRow(tableau: Float64Array, rows: number, width: number, enter: number, basis: Int32Array): number {
  let leave = -1;
  let smallest = Number.POSITIVE_INFINITY;
  for (let k = 0; k < rows; k++) {
    const slope = tableau[k * width + enter]!;
    if (slope <= 1e-13) continue;
    const ratio = tableau[k * width + width - 1]! / slope;
    if (ratio < smallest || (ratio === smallest && basis[k]! < basis[leave]!)) {
      smallest = ratio;
      leave = k;
    }
  }
  return leave;
}

function pivot(tableau: Float64Array, rows: number, width: number, leave: number, enter: number): void {
  const by = tableau[leave * width + enter]!;
  for (let i = 0; i < width; i++) tableau[leave * width + i]! /= by;
  for (let k = 0; k <= rows; k++) {
    const factor = k === leave ? 0 : tableau[k * width + enter]!;
    if (factor === 0) continue;
    for (let i = 0; i < width; i++) tableau[k * width + i]! -= factor * tableau[leave * width + i]!;
  }
}
