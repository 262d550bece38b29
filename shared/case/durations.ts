const unitMs: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 };

/** Milliseconds of a length of time such as `30m` or `7d`, as the schema's `duration` accepts it. */
export function durationMs(text: string): number {
  const match = /^(\d+(?:\.\d+)?)\s*(ms|s|m|h|d|w)$/.exec(text);
  if (!match) throw new RangeError(`"${text}" is not a length of time`);
  return Number(match[1]) * unitMs[match[2]!]!;
}
