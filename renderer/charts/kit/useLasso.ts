import { type PointerEvent, useRef } from 'react';
import { linearScale } from '../scales';
import type { CanvasScales } from './canvasPlaces';

interface Line {
  x: number[];
  y: number[];
}

interface LassoEvents {
  /** The pointer moved without a button, in px. */
  onHover: (left: number, top: number) => void;
  /** The line so far, in px. */
  onDraw: (canvas: HTMLCanvasElement, line: Line) => void;
  /** The line is closed: its corners in data units, null when it holds nothing. */
  onClose: (canvas: HTMLCanvasElement, corners: Line | null) => void;
}

type CanvasPointer = PointerEvent<HTMLCanvasElement>;

/** A line that the pressed pointer draws around points of a canvas. */
export function useLasso({ box, domains }: CanvasScales, { onHover, onDraw, onClose }: LassoEvents) {
  const line = useRef<Line | null>(null);
  return {
    onPointerDown: (event: CanvasPointer) => {
      event.currentTarget.setPointerCapture(event.pointerId);
      const [left, top] = placeOf(event);
      line.current = { x: [left], y: [top] };
    },
    onPointerMove: (event: CanvasPointer) => {
      const [left, top] = placeOf(event);
      if (!line.current) return onHover(left, top);
      line.current.x.push(left);
      line.current.y.push(top);
      onDraw(event.currentTarget, line.current);
    },
    onPointerUp: (event: CanvasPointer) => {
      const drawn = line.current;
      line.current = null;
      if (!drawn || drawn.x.length < 3) return onClose(event.currentTarget, null);
      onClose(event.currentTarget, {
        x: drawn.x.map(linearScale([box.left, box.right], domains.x)),
        y: drawn.y.map(linearScale([box.bottom, box.top], domains.y)),
      });
    },
  };
}

function placeOf({ currentTarget, clientX, clientY }: CanvasPointer): [number, number] {
  const corner = currentTarget.getBoundingClientRect();
  return [clientX - corner.left, clientY - corner.top];
}
