import { Popover } from '@mantine/core';
import { useState } from 'react';
import { exactNumber } from '../../../shared/format/numbers';
import type { MetricRow, PairRow } from '../../../shared/schemas/compare';
import classes from './compare.module.css';
import { DefinitionCard } from './definitionCard';
import type { MatrixRow } from './matrix';
import type { Comparison } from './useComparison';

interface NumberButtonProps {
  row: MatrixRow;
  comparison: Comparison;
  mean?: MetricRow | null;
  pair?: PairRow | null;
  text: string;
  onRequests: () => void;
  'data-place': string;
  tabIndex: 0 | -1;
}

/** A number that opens its definition. The exact value is on hover; a missing one says why. */
export function NumberButton({ row, comparison, mean, pair, text, onRequests, ...place }: NumberButtonProps) {
  const [open, setOpen] = useState(false);
  const value = mean ? mean.mean : pair?.delta;
  const reason = mean ? mean.meanReason : pair?.deltaReason;
  return (
    <Popover opened={open} onChange={setOpen} position="right-start" width={400} withinPortal trapFocus returnFocus>
      <Popover.Target>
        <button
          type="button"
          className={`plain-button num ${classes.number}`}
          title={exactNumber(value) || reason || 'No value'}
          aria-label={`${row.metric} ${text}${value === null && reason ? `, ${reason}` : ''}`}
          onClick={() => setOpen(!open)}
          // The card takes the focus a moment after it opens; until then the key arrives here.
          onKeyDown={(event) => event.key === 'Escape' && setOpen(false)}
          {...place}
        >
          {text}
        </button>
      </Popover.Target>
      <Popover.Dropdown className={classes.card}>
        {open && (
          <DefinitionCard
            row={row}
            comparison={comparison}
            mean={mean ?? null}
            pair={pair ?? null}
            onRequests={() => {
              setOpen(false);
              onRequests();
            }}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
