import type { Clock } from './engineHost';

/** The real clock; differences of its times do not jump when the wall clock is set. */
export const systemClock: Clock = {
  nowMs: () => performance.now(),
  after(delayMs, work) {
    const timer = setTimeout(work, delayMs);
    return () => clearTimeout(timer);
  },
};
