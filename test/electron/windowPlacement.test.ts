import { mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { openLog } from '../../electron/main/log';
import { placeWindow, readPlacement } from '../../electron/main/windowPlacement';
import { buildDesktop, type Running, runMain } from './runMain';

const left = { x: 0, y: 25, width: 1920, height: 1055 };
const right = { x: 1920, y: 0, width: 1280, height: 720 };
const lay = (x: number, y: number, width: number, height: number) => ({ x, y, width, height, maximized: false });

describe('place of a window', () => {
  it('is where it was', () => {
    expect(placeWindow(lay(100, 80, 1200, 800), [left, right])).toEqual({ x: 100, y: 80, width: 1200, height: 800 });
    expect(placeWindow(lay(1950, 10, 1000, 650), [left, right])).toEqual({ x: 1950, y: 10, width: 1000, height: 650 });
  });

  it('is the usual one at first and when its display is gone', () => {
    expect(placeWindow(null, [left])).toEqual({ width: 1440, height: 900 });
    expect(placeWindow(lay(1950, 10, 1000, 650), [left])).toEqual({ width: 1440, height: 900 });
    expect(placeWindow(null, [right])).toEqual({ width: 1280, height: 720 });
    expect(placeWindow(null, [])).toEqual({ width: 1440, height: 900 });
  });

  it('can always be reached by its title bar', () => {
    const place = fc.record({
      x: fc.integer({ min: -5000, max: 5000 }),
      y: fc.integer({ min: -5000, max: 5000 }),
      width: fc.integer({ min: 0, max: 8000 }),
      height: fc.integer({ min: 0, max: 8000 }),
      maximized: fc.boolean(),
    });
    fc.assert(
      fc.property(place, (former) => {
        const { x, y, width, height } = placeWindow(former, [left, right]);
        expect(width).toBeGreaterThanOrEqual(900);
        expect(height).toBeGreaterThanOrEqual(600);
        if (x === undefined || y === undefined) return;
        const reachable = [left, right].some(
          (area) =>
            y >= area.y &&
            y < area.y + area.height &&
            Math.min(x + width, area.x + area.width) - Math.max(x, area.x) >= 120,
        );
        expect(reachable).toBe(true);
      }),
    );
  });

  it('is read from a file only when it is one', () => {
    expect(readPlacement({ ...lay(1, 2, 3, 4), more: 1 })).toEqual(lay(1, 2, 3, 4));
    for (const value of [null, 1, 'x', {}, [], { x: 1, y: 2, width: 3 }, { ...lay(1, 2, 3, 4), x: 1e300 }]) {
      expect(readPlacement(value)).toBeNull();
    }
  });
});

describe('window that comes back', () => {
  let running: Running;
  beforeAll(buildDesktop);
  afterEach(() => running.stop());

  it('lies as it was closed, maximized once it has painted', async () => {
    running = runMain();
    await running.fake.ready();
    const [window] = running.fake.windows;
    window!.bounds = { x: 40, y: 50, width: 1000, height: 700 };
    window!.maximized = true;
    window!.emit('close');
    const former = readFileSync(path.join(running.folder, 'userData/preferences.json'));
    running.stop();
    running = runMain();
    mkdirSync(path.join(running.folder, 'userData'), { recursive: true });
    writeFileSync(path.join(running.folder, 'userData/preferences.json'), former);
    await running.fake.ready();
    expect(running.fake.windows[0]?.options).toMatchObject({ x: 40, y: 50, width: 1000, height: 700 });
    expect(running.fake.names()).not.toContain('maximize');
    running.fake.windows[0]?.emit('ready-to-show');
    expect(running.fake.names().slice(-2)).toEqual(['maximize', 'show']);
  });
});

describe('log of the desktop host', () => {
  const quietly = (task: () => void) => {
    const quiet = vi.spyOn(process.stderr, 'write').mockReturnValue(true);
    task();
    quiet.mockRestore();
  };
  const temporary = () => mkdtempSync(path.join(process.env.RANKSCOPE_CACHE ?? os.tmpdir(), 'log-'));

  it('keeps the newest lines in four files and no more', () => {
    const folder = temporary();
    quietly(() => {
      const log = openLog(folder, 1000);
      for (let i = 0; i < 200; i++) log(`line ${i} ${'x'.repeat(50)}`);
    });
    expect(readdirSync(folder).sort()).toEqual(['main.1.log', 'main.2.log', 'main.3.log', 'main.log']);
    const all = ['main.3.log', 'main.2.log', 'main.1.log', 'main.log'].map((name) =>
      readFileSync(path.join(folder, name), 'utf8'),
    );
    for (const text of all) expect(text.length).toBeLessThanOrEqual(1000);
    const numbers = [...all.join('').matchAll(/line (\d+)/g)].map(([, number]) => Number(number));
    expect(numbers).toEqual(Array.from({ length: numbers.length }, (_, i) => 200 - numbers.length + i));
  });

  it('goes on where the last start ended', () => {
    const folder = temporary();
    quietly(() => {
      openLog(folder)('first');
      openLog(folder)('second');
    });
    expect(readFileSync(path.join(folder, 'main.log'), 'utf8')).toMatch(/ first\n\S+ second\n$/);
  });

  it('is no reason to fail', () => {
    const file = path.join(temporary(), 'file');
    writeFileSync(file, '');
    quietly(() => expect(() => openLog(path.join(file, 'logs'))('lost')).not.toThrow());
  });
});
