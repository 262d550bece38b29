/** A share as text with two significant digits: `0.5%`, `12%`, `100%`. */
export function percent(share: number): string {
  const value = share * 100;
  return `${value >= 10 ? Math.round(value) : Number(value.toPrecision(2))}%`;
}
