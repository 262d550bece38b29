import type { Clock } from '../../../shared/wire/clock';

/** A clock that stands until a test moves it. */
export function createManualClock() {
  let time = 0;
  let tasks: { at: number; task: () => void }[] = [];
  const clock: Clock = {
    now: () => time,
    after(ms, task) {
      const entry = { at: time + ms, task };
      tasks.push(entry);
      return () => {
        tasks = tasks.filter((each) => each !== entry);
      };
    },
  };
  function advance(ms: number): void {
    const end = time + ms;
    for (;;) {
      const [next] = tasks.filter((each) => each.at <= end).sort((a, b) => a.at - b.at);
      if (next === undefined) break;
      tasks = tasks.filter((each) => each !== next);
      time = next.at;
      next.task();
    }
    time = end;
  }
  return { clock, advance, waiting: () => tasks.length };
}
