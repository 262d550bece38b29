import { useMemo } from 'react';
import { linearScale } from '../scales';
import { type CanvasScales, cloudDomains, plotBox } from './canvasPlaces';
import type { ChartPoints } from './chartSpec';

/** Where the points of a cloud lie in a box of px. */
export function useCanvasScales(points: ChartPoints, width: number, height: number): CanvasScales {
  return useMemo(() => {
    const box = plotBox(width, height);
    const { x, y } = cloudDomains(points);
    return {
      box,
      x: linearScale(x, [box.left, box.right]),
      y: linearScale(y, [box.bottom, box.top]),
      domains: { x, y },
    };
  }, [points, width, height]);
}
