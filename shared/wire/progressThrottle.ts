import type { Clock } from './clock';

export interface Progress {
  done: number;
  /** Null: not known. */
  total: number | null;
  text: string;
}

/** At most 20 reports a second. */
const intervalMs = 50;

export interface ProgressThrottle {
  report(progress: Progress): void;
  /** Drops what was not sent and ignores later reports. */
  stop(): void;
}

/** Passes the first report on at once, then the newest one of every 50 ms, so that the last word always arrives. */
export function createProgressThrottle(clock: Clock, send: (progress: Progress) => void): ProgressThrottle {
  let latest: Progress | null = null;
  let callOff: (() => void) | null = null;
  let stopped = false;

  function open(): void {
    callOff = null;
    if (latest !== null) pass(latest);
  }
  function pass(progress: Progress): void {
    latest = null;
    callOff = clock.after(intervalMs, open);
    send(progress);
  }
  return {
    report(progress) {
      if (stopped) return;
      if (callOff === null) pass(progress);
      else latest = progress;
    },
    stop() {
      stopped = true;
      callOff?.();
    },
  };
}
