/** How a host brings a dead engine back. All times in milliseconds. */
export interface RestartPolicy {
  firstDelayMs: number;
  longestDelayMs: number;
  /** Give up when this many engines died within `windowMs`. */
  giveUpAfter: number;
  windowMs: number;
}

export const restartPolicy: RestartPolicy = {
  firstDelayMs: 250,
  longestDelayMs: 8_000,
  giveUpAfter: 5,
  windowMs: 60_000,
};

/**
 * How long to wait before the next start, given when engines died (oldest first, the latest is now), or null to give
 * up. The wait doubles with each death that follows another within the window.
 */
export function nextDelayMs(deaths: readonly number[], policy: RestartPolicy): number | null {
  const now = deaths.at(-1) ?? 0;
  const recent = deaths.filter((death) => now - death < policy.windowMs);
  if (recent.length >= policy.giveUpAfter) return null;
  let streak = 0;
  for (let i = deaths.length - 1; i > 0 && deaths[i]! - deaths[i - 1]! < policy.windowMs; i--) streak++;
  return Math.min(policy.firstDelayMs * 2 ** streak, policy.longestDelayMs);
}
