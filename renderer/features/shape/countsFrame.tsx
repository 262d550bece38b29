import { formatFixed } from '../../../shared/format/numbers';
import type { ShownQuery } from '../../../shared/schemas/common';
import type { IntegerCounts } from '../../../shared/slices/profileSchemas';
import { BarPlot } from './barPlot';
import { plainColor } from './shapeColors';
import { ShapeFrame } from './shapeFrame';
import { countsPlot } from './shapePlots';

interface CountsFrameProps {
  title: string;
  counts: IntegerCounts | null;
  reason?: string | null;
  /** What is counted, and what the x axis measures. */
  thing: string;
  unit: string;
  words: string;
  queries: readonly ShownQuery[];
}

/** How often each whole number occurs. */
export function CountsFrame({ title, counts, reason = null, thing, unit, words, queries }: CountsFrameProps) {
  if (!counts) return <ShapeFrame title={title} reason={reason ?? 'nothing was counted'} />;
  const plot = countsPlot(counts, thing, unit);
  return (
    <ShapeFrame
      title={title}
      summary={`${formatFixed(counts.mean, 2)} ${words} on average`}
      table={plot.table}
      queries={queries}
    >
      <BarPlot {...plot} title={`${thing}s by ${unit}`} colors={[plainColor]} xTitle={unit} yTitle={`${thing}s`} />
    </ShapeFrame>
  );
}
