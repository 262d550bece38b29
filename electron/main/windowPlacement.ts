import type { Rectangle } from 'electron';

/** Where a window lies when it is neither maximized nor full screen, and whether it is maximized. */
export interface WindowPlacement extends Rectangle {
  maximized: boolean;
}

export const smallestWindow = { width: 900, height: 600 };
const usualWindow = { width: 1440, height: 900 };
/** How much of a title bar must be on a display for a person to reach the window. */
const reach = { width: 120, height: 40 };

/** A placement from a file, or null when it is none. */
export function readPlacement(value: unknown): WindowPlacement | null {
  if (typeof value !== 'object' || value === null) return null;
  const { x, y, width, height, maximized } = value as Record<string, unknown>;
  const numbers = [x, y, width, height].every((each) => typeof each === 'number' && Number.isSafeInteger(each));
  return numbers ? ({ x, y, width, height, maximized: maximized === true } as WindowPlacement) : null;
}

/**
 * Where to put a window: as it lay last, made smaller where the display has become smaller; in the usual size where the
 * system likes it when there is none, or when its display is gone. `areas` are the displays without their bars.
 */
export function placeWindow(
  former: WindowPlacement | null,
  areas: readonly Rectangle[],
): Partial<Rectangle> & { width: number; height: number } {
  const area = former && areas.find((each) => isWithinReach(former, each));
  if (!former || !area) return fitting(usualWindow, areas[0]);
  const { width, height } = fitting(former, area);
  const x = Math.round(clamp(former.x, area.x - width + reach.width, area.x + area.width - reach.width));
  const y = Math.round(clamp(former.y, area.y, area.y + area.height - reach.height));
  return { x, y, width, height };
}

function isWithinReach({ x, y, width }: Rectangle, area: Rectangle): boolean {
  const across = Math.min(x + width, area.x + area.width) - Math.max(x, area.x);
  return across >= reach.width && y >= area.y - reach.height && y <= area.y + area.height - reach.height;
}

function fitting({ width, height }: { width: number; height: number }, area: Rectangle | undefined) {
  return {
    width: Math.max(smallestWindow.width, Math.min(width, area?.width ?? width)),
    height: Math.max(smallestWindow.height, Math.min(height, area?.height ?? height)),
  };
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(value, most));
}
