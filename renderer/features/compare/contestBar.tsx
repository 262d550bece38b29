import { Tooltip } from '@mantine/core';
import { formatCount, formatPercent } from '../../../shared/format/numbers';
import { useCaseInfo } from '../../state/caseContext';
import chip from '../../ui/chip.module.css';
import { ModelName } from '../../ui/modelName';
import { contestChips } from './chips';
import classes from './compare.module.css';
import type { Comparison } from './useComparison';

const fidelityTones = { exact: 'good', close: 'good', order: 'warn', broken: 'bad', unchecked: 'faint' } as const;

/** What is compared with what, on how much, and what limits it. */
export function ContestBar({ comparison }: { comparison: Comparison }) {
  const info = useCaseInfo();
  const { result, contestants, metric } = comparison;
  const positive = Math.max(0, ...(metric?.means.map((mean) => mean?.positiveRequests ?? 0) ?? []));
  return (
    <div className={classes.contest}>
      <ul className={classes.contestants} aria-label="Contestants">
        {contestants.map((name) => (
          <li key={name}>
            <ModelName info={info} name={name} />
            <Fidelity comparison={comparison} name={name} />
          </li>
        ))}
      </ul>
      <Fact name="label" value={metric?.label ?? info.label ?? 'none'} />
      <Fact name="requests" value={formatCount(result.sliceRequests)} />
      <Fact name="with a positive" value={formatCount(positive)} />
      <Fact name="definitions" value={result.preset} />
      <ul className={classes.chips} aria-label="What limits the claim">
        {contestChips(info, metric).map(({ text, tone, why }) => (
          <li key={text}>
            <Tooltip label={why}>
              {/* biome-ignore lint/a11y/noNoninteractiveTabindex: its explanation must be reachable by keyboard. */}
              <span className={chip.chip} data-tone={tone} tabIndex={0}>
                {text}
              </span>
            </Tooltip>
          </li>
        ))}
      </ul>
    </div>
  );
}

function Fact({ name, value }: { name: string; value: string }) {
  return (
    <span className={classes.fact}>
      <span className="faint">{name}</span> <span className="num">{value}</span>
    </span>
  );
}

function Fidelity({ comparison, name }: { comparison: Comparison; name: string }) {
  const fidelity = comparison.result.models.find((model) => model.name === name)?.fidelity;
  if (!fidelity || fidelity.verdict === 'unchecked') return null;
  const hint = `${formatPercent(fidelity.parity)} of ${formatCount(fidelity.comparedRows)} logged scores reproduced. ${fidelity.cause ?? ''}`;
  return (
    <span className={`${classes.fidelity} ${fidelityTones[fidelity.verdict]}`} title={hint}>
      {`replay ${fidelity.verdict}`}
    </span>
  );
}
