import type { ModelShape } from '../charts/colors';
import type { ModelStyle } from '../charts/modelStyle';

const outlines: Record<ModelShape, string> = {
  circle: 'M6 1.5a4.5 4.5 0 1 0 0 9a4.5 4.5 0 1 0 0-9Z',
  square: 'M2 2H10V10H2Z',
  triangle: 'M6 1.2L11 10.4H1Z',
  diamond: 'M6 0.8L11.2 6L6 11.2L0.8 6Z',
  cross: 'M4.3 1H7.7V4.3H11V7.7H7.7V11H4.3V7.7H1V4.3H4.3Z',
  bar: 'M1 4H11V8H1Z',
};

/** A contestant's mark: its color and its shape, beside its name. */
export function ModelMark({ style, size = 12 }: { style: ModelStyle; size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 12 12" aria-hidden="true" style={{ flex: 'none' }}>
      <path d={outlines[style.shape]} fill={style.color} stroke="var(--mark-edge)" strokeWidth="0.6" />
    </svg>
  );
}
