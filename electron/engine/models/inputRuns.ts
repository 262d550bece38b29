import type { PlannedCell } from '../scoring/planCells';

/** Cells of one input that are one thing in the log: a feature, a list, or the elements of an array. */
export interface InputRun {
  /** Name in the log; of an array without the place of its elements. */
  column: string;
  cells: PlannedCell[];
  /** Place of its first cell in the input. */
  first: number;
}

/** The features, lists and arrays that fill an input, in order. */
export function inputRuns(cells: readonly PlannedCell[]): InputRun[] {
  const runs: (InputRun & { base: string })[] = [];
  cells.forEach((cell, first) => {
    const { base, place } = elementOf(cell);
    const last = runs.at(-1);
    if (last && place > 0 && last.base === base && last.cells.length === place) last.cells.push(cell);
    else runs.push({ base, column: cell.column, cells: [cell], first });
  });
  return runs.map(({ base, column, ...run }) => ({ ...run, column: run.cells.length > 1 ? base : column }));
}

/** Elements of an array are features named `name[0]`, `name[1]`, …; those of a list say their place themselves. */
function elementOf({ column, element }: PlannedCell): { base: string; place: number } {
  if (element !== null) return { base: column, place: element };
  const [, base, place] = /^(.*)\[(\d+)\]$/.exec(column) ?? [];
  return base === undefined ? { base: column, place: 0 } : { base, place: Number(place) };
}
