import { readFileSync } from 'node:fs';
import { resolve, sep } from 'node:path';
import { RankscopeError } from '../../../shared/wire/errors';
import type { Examination } from './weightedClicks';

/**
 * The case's own examination probabilities: a CSV with the columns `position` and `theta` (for one surface and device).
 * They are divided by that of position 1; positions beyond the last keep its value. Null without a file; a fault in it
 * is an error with its line when it is first asked for.
 */
export function readExamination(folder: string, file: string | undefined): Examination | null {
  if (file === undefined) return null;
  let theta: Float64Array | null = null;
  return (position) => {
    theta ??= parseExamination(readText(folder, file), file);
    return theta[Math.min(position, theta.length - 1)]!;
  };
}

function readText(folder: string, file: string): string {
  const path = resolve(folder, file);
  if (!path.startsWith(resolve(folder) + sep)) {
    throw new RankscopeError({ code: 'refused', message: `${file} lies outside the case.`, where: { file } });
  }
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    const message = `The examination file ${file} cannot be read.`;
    throw new RankscopeError({ code: 'input', message, where: { file } }, { cause });
  }
}

/** `theta[k]` of position k, index 0 unused. */
export function parseExamination(text: string, file: string): Float64Array {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const head = (lines[0] ?? '').split(',').map((name) => name.trim().toLowerCase());
  const at = { position: head.indexOf('position'), theta: head.findIndex((name) => name === 'theta' || name === 'θ') };
  if (at.position < 0 || at.theta < 0) throw fault(file, 1, 'its header must name the columns position and theta');
  const rest = head.map((_, i) => i).filter((i) => i !== at.position && i !== at.theta);
  const known = new Map<number, number>();
  const groups = new Set<string>();
  lines.slice(1).forEach((line, i) => {
    const cells = line.split(',').map((cell) => cell.trim());
    groups.add(rest.map((column) => cells[column]).join(','));
    if (groups.size > 1) throw fault(file, i + 2, 'several surfaces or devices are not used yet: keep one of them');
    const [position, theta] = [Number(cells[at.position]), Number(cells[at.theta])];
    if (!Number.isInteger(position) || position < 1) throw fault(file, i + 2, 'position is a whole number from 1');
    if (!(theta > 0 && Number.isFinite(theta))) throw fault(file, i + 2, 'theta is a number above 0');
    if (known.has(position)) throw fault(file, i + 2, `position ${position} stands twice`);
    known.set(position, theta);
  });
  const first = known.get(1);
  if (first === undefined) throw fault(file, 1, 'position 1 is missing');
  const depth = Math.max(...known.keys());
  const theta = new Float64Array(depth + 1).fill(1);
  for (let k = 1; k <= depth; k++) {
    const value = known.get(k);
    if (value === undefined) throw fault(file, 1, `position ${k} is missing`);
    theta[k] = value / first;
  }
  return theta;
}

function fault(file: string, line: number, reason: string): RankscopeError {
  return new RankscopeError({
    code: 'input',
    message: `The examination file cannot be used: ${reason}.`,
    where: { file, line },
  });
}
