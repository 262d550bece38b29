/** Names of the bands of `bandOf`, best positions first, and of rows without a position. */
export const positionBands: readonly (string | null)[] = ['1', '2-3', '4-5', '6-10', '11-20', '21+', null];

const ageEnds = [1, 7, 30, 90];

/** Bands of an item's age at the time of the request, and of items whose age is not known. */
export const ageBands: readonly (string | null)[] = [
  'under 1 day',
  '1 to 7 days',
  '7 to 30 days',
  '30 to 90 days',
  '90 days and more',
  null,
];

/** The band of an age in days; NaN and ages below 0 are not known. */
export function ageBandOf(days: number): number {
  if (!(days >= 0)) return ageBands.length - 1;
  const band = ageEnds.findIndex((end) => days < end);
  return band < 0 ? ageEnds.length : band;
}
