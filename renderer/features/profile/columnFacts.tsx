import { formatCounted, formatPercent } from '../../../shared/format/numbers';
import type { ColumnProfile } from '../../../shared/slices/profileSchemas';
import { EmptyState } from '../../ui/panel/panelState';
import { BarPlot } from '../shape/barPlot';
import { plainColor } from '../shape/shapeColors';
import { ShareBars } from '../shape/shareBars';
import classes from './profile.module.css';
import { histogramPlot, profileDecimals, profileFacts, valueText } from './profileTexts';

/** A column's type, counts, bounds, histogram and frequent values. */
export function ColumnFacts({ profile, slice }: { profile: ColumnProfile; slice: string | null }) {
  const { type, histogram, rows, nulls, table, column } = profile;
  return (
    <>
      <p className={classes.type}>
        <span className="num">{type}</span>
        {slice !== null && (
          <span className="faint">{profile.sliced ? 'within the slice' : `all rows: ${table} has no slice`}</span>
        )}
      </p>
      <dl className={classes.facts}>
        {profileFacts(profile).map(({ name, text, hint }) => (
          <div key={name} title={hint}>
            <dt>{name}</dt>
            <dd className="num">{text}</dd>
          </div>
        ))}
      </dl>
      {rows === 0 && (
        <EmptyState title="There is no row to look at.">Widen the slice or choose another table.</EmptyState>
      )}
      {rows > 0 && nulls === rows && <EmptyState title={`${column} has no value in any row.`} />}
      {histogram && (
        <>
          <h2 className={classes.title}>Distribution</h2>
          <BarPlot
            {...histogramPlot(profile, histogram)}
            title={`Histogram of ${column}`}
            colors={[plainColor]}
            xTitle={profile.kind === 'time' ? `${column}, UTC` : column}
            yTitle="rows"
            height={170}
          />
        </>
      )}
      {profile.top.length > 0 && <TopValues profile={profile} />}
    </>
  );
}

function TopValues({ profile }: { profile: ColumnProfile }) {
  const decimals = profileDecimals(profile);
  const known = Math.max(1, profile.rows - profile.nulls);
  const bars = profile.top.map(({ value, rows }) => ({
    name: valueText(profile, value, decimals),
    share: rows / known,
    text: formatPercent(rows / known),
    hint: `${valueText(profile, value, decimals)}: ${formatCounted(rows, 'row')} of ${formatCounted(known, 'row')} with a value`,
  }));
  return (
    <>
      <h2 className={classes.title}>Most frequent values</h2>
      <ShareBars label="Most frequent values" bars={bars} color={plainColor} />
    </>
  );
}
