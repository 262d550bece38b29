import { kolmogorovSurvival } from './kolmogorov';

/** The two-sample Kolmogorov–Smirnov test, two-sided. */
export interface KolmogorovSmirnov {
  /** D = max |F_x - F_y|, in [0, 1]. */
  d: number;
  p: number;
  method: 'exact' | 'asymptotic';
}

const mostExactCells = 10_000;

/**
 * D and p of two samples, each rising, infinities allowed (definitions D2): exact when the product of the sizes is at
 * most 10,000 and all values differ, else Q(√(n m / (n + m)) D). Null when either is empty.
 */
export function kolmogorovSmirnov(x: ArrayLike<number>, y: ArrayLike<number>): KolmogorovSmirnov | null {
  const [n, m] = [x.length, y.length];
  if (n === 0 || m === 0) return null;
  const { steps, ties } = largestGap(x, y);
  const d = steps / (n * m);
  if (n * m <= mostExactCells && !ties) return { d, p: exactSmirnovP(n, m, steps), method: 'exact' };
  return { d, p: asymptoticSmirnovP(n, m, d), method: 'asymptotic' };
}

/** P(D >= d) for large samples. */
export function asymptoticSmirnovP(n: number, m: number, d: number): number {
  return kolmogorovSurvival(Math.sqrt((n / (n + m)) * m) * d);
}

/**
 * P(D >= steps / (n m)) when all n + m values differ, by counting lattice paths: of the paths to (i, j), the share i /
 * (i + j) comes from (i - 1, j). All terms are positive, so that small p keep their digits (Hodges 1958).
 */
export function exactSmirnovP(n: number, m: number, steps: number): number {
  const outside = new Float64Array(m + 1);
  for (let i = 0; i <= n; i++) {
    for (let j = 0; j <= m; j++) {
      if (Math.abs(i * m - j * n) >= steps) outside[j] = 1;
      else if (i + j === 0) outside[j] = 0;
      else {
        const fromLeft = j === 0 ? 0 : (j * outside[j - 1]!) / (i + j);
        outside[j] = (i === 0 ? 0 : (i * outside[j]!) / (i + j)) + fromLeft;
      }
    }
  }
  return outside[m]!;
}

/** max |i m - j n| over the places between distinct values: D in whole steps of 1 / (n m). */
function largestGap(x: ArrayLike<number>, y: ArrayLike<number>): { steps: number; ties: boolean } {
  const [n, m] = [x.length, y.length];
  let i = 0;
  let j = 0;
  let steps = 0;
  let ties = false;
  while (i < n && j < m) {
    const value = Math.min(x[i]!, y[j]!);
    const before = i + j;
    while (i < n && x[i] === value) i++;
    while (j < m && y[j] === value) j++;
    if (i + j - before > 1) ties = true;
    steps = Math.max(steps, Math.abs(i * m - j * n));
  }
  return { steps, ties: ties || repeats(x, i) || repeats(y, j) };
}

function repeats(sorted: ArrayLike<number>, from: number): boolean {
  for (let i = Math.max(1, from); i < sorted.length; i++) if (sorted[i] === sorted[i - 1]) return true;
  return false;
}
