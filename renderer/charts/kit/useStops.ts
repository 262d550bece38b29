import { useState } from 'react';
import type { StopPlace } from './stepStop';

/**
 * Where the pointer and the keyboard are, the one that moved last first. Each is forgotten when its own side leaves: a
 * chart that loses the focus under a resting pointer still reads out what the pointer is at.
 */
export function useStops() {
  const [pointed, setPointed] = useState<StopPlace | null>(null);
  const [keyed, setKeyed] = useState<StopPlace | null>(null);
  const point = (place: StopPlace | null) => {
    setPointed(place);
    if (place) setKeyed(null);
  };
  return { at: keyed ?? pointed, point, key: setKeyed };
}
