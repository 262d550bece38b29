import type { ShownQuery } from '../../../shared/schemas/common';
import type { LogShape } from '../../../shared/slices/profileSchemas';
import { BarPlot } from './barPlot';
import classes from './shape.module.css';
import { categoryColors } from './shapeColors';
import { ShapeFrame } from './shapeFrame';
import { trafficPlot } from './shapePlots';
import { widthText } from './timeText';

interface TrafficFrameProps {
  traffic: LogShape['traffic'];
  queries: readonly ShownQuery[];
}

/** Requests over time, split by version. */
export function TrafficFrame({ traffic, queries }: TrafficFrameProps) {
  const title =
    traffic.versionKey === null ? 'Requests over time' : `Requests over time by ${traffic.versionKey} version`;
  if (traffic.reason !== null) return <ShapeFrame title={title} reason={traffic.reason} />;
  const plot = trafficPlot(traffic);
  const each = widthText(traffic.width);
  return (
    <ShapeFrame title={title} table={plot.table} queries={queries}>
      {traffic.versionKey !== null && (
        <ul className={classes.legend} aria-label="Versions">
          {traffic.versions.map(({ version }, at) => (
            <li key={version ?? ''}>
              <span style={{ background: categoryColors[at] }} aria-hidden />
              {version ?? 'no version'}
            </li>
          ))}
        </ul>
      )}
      <BarPlot
        {...plot}
        title={`Requests per ${each}`}
        colors={categoryColors}
        xTitle="time, UTC"
        yTitle={`requests per ${each}`}
      />
    </ShapeFrame>
  );
}
