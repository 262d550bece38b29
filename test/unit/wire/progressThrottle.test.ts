import { describe, expect, it } from 'vitest';
import { createProgressThrottle } from '../../../shared/wire/progressThrottle';
import { createManualClock } from './manualClock';

function setUp() {
  const { clock, advance, waiting } = createManualClock();
  const sent: { done: number; at: number }[] = [];
  const throttle = createProgressThrottle(clock, ({ done }) => sent.push({ done, at: clock.now() }));
  return {
    advance,
    waiting,
    sent,
    throttle,
    report: (done: number) => throttle.report({ done, total: null, text: '' }),
  };
}

describe('the progress throttle', () => {
  it('passes the first report at once and then the newest', () => {
    const { advance, sent, report } = setUp();
    for (let done = 0; done < 5; done++) report(done);
    advance(200);
    expect(sent).toEqual([
      { done: 0, at: 0 },
      { done: 4, at: 50 },
    ]);
  });

  it('sends at most 20 a second and keeps the last', () => {
    const { advance, sent, report } = setUp();
    for (let ms = 0; ms < 1000; ms++) {
      report(ms);
      advance(1);
    }
    expect(sent).toHaveLength(21);
    expect(sent.at(-1)).toEqual({ done: 999, at: 1000 });
  });

  it('says nothing and holds no timer once stopped', () => {
    const { advance, waiting, sent, report, throttle } = setUp();
    report(1);
    report(2);
    throttle.stop();
    report(3);
    advance(1000);
    expect(sent).toHaveLength(1);
    expect(waiting()).toBe(0);
  });
});
