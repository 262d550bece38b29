import { joinList, splitList } from '../../state/route';

export type Weights = Readonly<Record<string, number>>;

/** Weights as a param of the route: `click=1,order=3`. */
export function formatWeights(weights: Weights): string {
  return joinList(Object.entries(weights).map(([name, weight]) => `${name}=${weight}`));
}

/**
 * The reverse, over the objectives of a model: what the param does not name weighs 0. Null when it is absent or names
 * nothing that can be weighed: then the case's weights hold.
 */
export function parseWeights(text: string | undefined, ofCase: Weights): Weights | null {
  const found = new Map<string, number>();
  for (const part of splitList(text) ?? []) {
    const at = part.lastIndexOf('=');
    const weight = Number(part.slice(at + 1));
    const name = part.slice(0, at);
    if (at > 0 && part.length > at + 1 && Number.isFinite(weight) && Object.hasOwn(ofCase, name))
      found.set(name, weight);
  }
  if ([...found.values()].every((weight) => weight === 0)) return null;
  return Object.fromEntries(Object.keys(ofCase).map((name) => [name, found.get(name) ?? 0]));
}

export function sameWeights(a: Weights, b: Weights): boolean {
  return Object.keys(a).every((name) => a[name] === b[name]);
}

/** The range of an objective's slider: to four times the case's weight, below 0 where the case weighs it so. */
export function sliderRange(ofCase: number, now: number): { min: number; max: number; step: number } {
  const reach = niceUp(Math.max(4 * Math.abs(ofCase), Math.abs(now)) || 1);
  const isTurned = ofCase < 0;
  return { min: isTurned || now < 0 ? -reach : 0, max: isTurned && now <= 0 ? 0 : reach, step: reach / 100 };
}

/** The next of 1, 2, 4, 5, 10 times a power of ten. */
function niceUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  const step = [1, 2, 4, 5, 10].find((each) => each * power >= value * (1 - 1e-9)) ?? 10;
  return step * power;
}
