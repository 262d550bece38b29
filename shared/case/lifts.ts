/** Turns a case of one format version into the next one. */
export type CaseLift = (value: Record<string, unknown>) => Record<string, unknown>;

/** Lifts by the version they start from. Version 1 is the first, so there is none yet. */
export const caseLifts: ReadonlyMap<number, CaseLift> = new Map();

/** Applies every lift from `version` on, in order. */
export function liftCase(value: Record<string, unknown>, version: number): Record<string, unknown> {
  let lifted = value;
  for (let from = version; caseLifts.has(from); from++)
    lifted = { ...caseLifts.get(from)!(lifted), rankscope: from + 1 };
  return lifted;
}
