import { Button, Textarea } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { type KeyboardEvent, useState } from 'react';
import { formatCount, formatCounted } from '../../../shared/format/numbers';
import { useEngineQuery } from '../../client/useEngineQuery';
import { wireErrorOf } from '../../state/wireErrorOf';
import classes from './slices.module.css';

/** A predicate typed by hand: checked while it is typed, with what it selects. */
export function PredicateField({ session, choose }: { session: string; choose: (where: string) => void }) {
  const [text, setText] = useState('');
  const [settled] = useDebouncedValue(text.trim(), 250);
  const check = useEngineQuery('slice.validate', settled === '' ? null : { session, where: settled });
  const isCurrent = settled === text.trim() && settled !== '';
  const usable = isCurrent && check.data !== undefined;
  const take = () => usable && choose(settled);
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    take();
  };
  return (
    <section aria-label="By a predicate" className={classes.block}>
      <Textarea
        label="Predicate"
        description="SQL over the log's columns, items.x, users.x and selections.x"
        placeholder="locale = 'nl' AND position <= 3"
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={onKeyDown}
        error={isCurrent && check.error ? wireErrorOf(check.error).message : undefined}
        classNames={{ input: classes.code }}
        autosize
        minRows={2}
        maxRows={6}
      />
      <div className={classes.row}>
        <span className="faint" aria-live="polite">
          {usable &&
            `${formatCount(check.data.requests)} of ${formatCounted(check.data.totalRequests, 'request')}, ${formatCounted(check.data.rows, 'row')}`}
        </span>
        <Button size="xs" disabled={!usable} onClick={take}>
          Filter
        </Button>
      </div>
    </section>
  );
}
