/** A straight map from `domain` to `range`; a domain of one point maps to the middle of the range. */
export function linearScale(domain: readonly [number, number], range: readonly [number, number]) {
  const [d0, d1] = domain;
  const [r0, r1] = range;
  return (value: number) => (d1 === d0 ? (r0 + r1) / 2 : r0 + ((value - d0) / (d1 - d0)) * (r1 - r0));
}

/** Round ticks (1, 2 or 5 times a power of ten) inside [lo, hi], about `count` of them. */
export function niceTicks(lo: number, hi: number, count: number): number[] {
  if (!(hi > lo) || count < 1) return lo === hi ? [lo] : [];
  const step = niceStep((hi - lo) / count);
  const first = Math.ceil(lo / step - 1e-9);
  const last = Math.floor(hi / step + 1e-9);
  return Array.from({ length: last - first + 1 }, (_, index) => normalized((first + index) * step));
}

function niceStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const unit = rough / power;
  return (unit < 1.5 ? 1 : unit < 3.5 ? 2 : unit < 7.5 ? 5 : 10) * power;
}

// Multiples of a decimal step carry binary noise (0.30000000000000004); -0 would print a sign.
function normalized(value: number): number {
  return Number(value.toPrecision(12)) + 0;
}

/** The interval symmetric about 0 that holds every value; [-1, 1] when there is none but zeros. */
export function symmetricDomain(values: Iterable<number | null | undefined>): [number, number] {
  let reach = 0;
  for (const value of values)
    if (typeof value === 'number' && Number.isFinite(value)) reach = Math.max(reach, Math.abs(value));
  return reach === 0 ? [-1, 1] : [-reach, reach];
}
