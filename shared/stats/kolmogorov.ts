/**
 * Kolmogorov survival Q(λ) = 2 Σ (-1)^(j-1) exp(-2 j² λ²). Below 1.18 the equal theta series is used, since the first
 * converges slowly there.
 */
export function kolmogorovSurvival(lambda: number): number {
  if (!(lambda > 0)) return 1;
  return lambda < 1.18 ? 1 - lowerSeries(lambda) : upperSeries(lambda);
}

function upperSeries(lambda: number): number {
  let sum = 0;
  for (let j = 1; j <= 100; j++) {
    const term = Math.exp(-2 * j * j * lambda * lambda);
    sum += j % 2 === 1 ? term : -term;
    if (term < 1e-18) break;
  }
  return 2 * sum;
}

function lowerSeries(lambda: number): number {
  let sum = 0;
  for (let j = 1; j <= 20; j++) {
    sum += Math.exp((-((2 * j - 1) ** 2) * Math.PI * Math.PI) / (8 * lambda * lambda));
  }
  return (Math.sqrt(2 * Math.PI) / lambda) * sum;
}
