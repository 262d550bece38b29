import { type PointerEvent, useRef, useState } from 'react';
import { bucketAt, type Range } from './stripScale';

const startPx = 3;

interface Drag {
  x: number;
  /** The bucket that stays while the other end follows the pointer; null until the pointer moved. */
  anchor: number | null;
}

/**
 * A range that follows the pointer or the keys, and is committed once they rest. A press without a movement takes the
 * bucket under it, so does a press on what has a meaning of its own (a mark) once it moves.
 */
export function useBrush(kept: Range, { starts }: { starts: readonly number[] }, commit: (range: Range) => void) {
  const [draft, setDraft] = useState<Range | null>(null);
  const drag = useRef<Drag | null>(null);
  const range = draft ?? kept;
  const bucketOf = (event: PointerEvent<HTMLElement>) => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    return bucketAt((event.clientX - left) / width, { starts: [...starts], width: 1 });
  };
  const settle = (next: Range | null = draft) => {
    drag.current = null;
    setDraft(null);
    if (next && (next.first !== kept.first || next.end !== kept.end)) commit(next);
  };
  const spread = (event: PointerEvent<HTMLElement>, anchor: number): Range => {
    const at = bucketOf(event);
    return { first: Math.min(anchor, at), end: Math.max(anchor, at) + 1 };
  };
  return {
    range,
    brushing: draft !== null,
    setDraft,
    settle,
    drag: {
      onPointerDown: (event: PointerEvent<HTMLElement>) => {
        if (event.button !== 0) return;
        const edge = (event.target as HTMLElement).closest<HTMLElement>('[data-edge]')?.dataset.edge;
        const fixed = edge === 'first' ? range.end - 1 : edge === 'end' ? range.first : null;
        drag.current = { x: event.clientX, anchor: fixed };
      },
      onPointerMoveCapture: (event: PointerEvent<HTMLElement>) => {
        const held = drag.current;
        if (!held) return;
        if (draft === null && Math.abs(event.clientX - held.x) < startPx) return;
        if (draft === null) event.currentTarget.setPointerCapture(event.pointerId);
        held.anchor ??= bucketOf(event);
        setDraft(spread(event, held.anchor));
      },
      onPointerUp: (event: PointerEvent<HTMLElement>) => {
        const onButton = (event.target as HTMLElement).closest('button, [data-edge]') !== null;
        if (drag.current && (draft !== null || !onButton)) settle(draft ?? spread(event, bucketOf(event)));
        drag.current = null;
      },
      onPointerCancel: () => {
        drag.current = null;
        setDraft(null);
      },
    },
  };
}
