import { formatCounted, formatPercent, missing } from '../../../shared/format/numbers';
import type { ShownQuery } from '../../../shared/schemas/common';
import type { LogShape } from '../../../shared/slices/profileSchemas';
import { plainColor } from './shapeColors';
import { ShapeFrame } from './shapeFrame';
import { ShareBars } from './shareBars';
import { sharePicture } from './sharePicture';

interface MaturityFrameProps {
  maturity: LogShape['maturity'];
  queries: readonly ShownQuery[];
}

/** The share of requests whose outcomes had time to arrive, for each label that ripens. */
export function MaturityFrame({ maturity, queries }: MaturityFrameProps) {
  const known = maturity.filter(({ mature }) => mature !== null);
  if (maturity.length === 0) {
    return <ShapeFrame title="Maturity" reason="no label of the case has a window in which it arrives" />;
  }
  if (known.length === 0)
    return <ShapeFrame title="Maturity" reason="the case does not say until when the log holds outcomes" />;
  const bars = known.map((each) => {
    const mature = each.mature ?? 0;
    const all = mature + (each.immature ?? 0);
    const until = each.until === null ? '' : `; complete until ${each.until.slice(0, 16).replace('T', ' ')} UTC`;
    return {
      name: each.label,
      share: all === 0 ? 0 : mature / all,
      text: all === 0 ? missing : `${formatPercent(mature / all)} mature`,
      hint: `${formatCounted(mature, 'request')} of ${formatCounted(all, 'request')} are mature${until}`,
    };
  });
  const table = {
    columns: ['label', 'mature', 'immature', 'complete until (UTC)'],
    rows: maturity.map(({ label, mature, immature, until }) => [
      label,
      mature ?? missing,
      immature ?? missing,
      until?.slice(0, 16).replace('T', ' ') ?? missing,
    ]),
  };
  return (
    <ShapeFrame
      title="Maturity"
      summary="share of requests whose outcomes had time to arrive"
      table={table}
      queries={queries}
      picture={() => sharePicture(bars)}
    >
      <ShareBars label="Mature share of each label" bars={bars} color={plainColor} />
    </ShapeFrame>
  );
}
