import { type KeyboardEvent, useState } from 'react';
import type { ChartSpec } from './chartSpec';
import { type StopPlace, stepStop, toggled } from './stepStop';

interface ChartKeys {
  spec: ChartSpec;
  at: StopPlace | null;
  selected: Uint32Array | null;
  move: (to: StopPlace) => void;
  select: (rows: Uint32Array | null) => void;
  onStretch?: (stretch: [number, number] | null) => void;
}

/** Arrows read out, Enter chooses points, Shift and arrows a stretch, Escape takes the selection back. */
export function useChartKeys({ spec, at, selected, move, select, onStretch }: ChartKeys) {
  const [anchor, setAnchor] = useState<number | null>(null);
  const takeBack = () => {
    if (selected) select(null);
    if (anchor !== null) onStretch?.(null);
    setAnchor(null);
  };
  const step = (to: StopPlace, isStretch: boolean) => {
    move(to);
    const from = isStretch ? (anchor ?? at?.index ?? to.index) : null;
    setAnchor(from);
    if (from === null) return;
    const ends = [from, to.index].map((index) => Number(spec.series[to.series]?.at(index).x));
    onStretch?.([Math.min(...ends), Math.max(...ends)]);
  };
  return (event: KeyboardEvent) => {
    if (event.key === 'Escape' && (selected || anchor !== null)) {
      event.stopPropagation();
      takeBack();
      return;
    }
    if (event.key === 'Enter' && at && spec.selects === 'points') {
      event.preventDefault();
      select(toggled(selected, at.index));
      return;
    }
    const to = stepStop(spec, at, event.key, event.ctrlKey || event.metaKey);
    if (!to) return;
    event.preventDefault();
    step(to, event.shiftKey && spec.selects === 'stretch');
  };
}
