import { formatCount, formatFixed } from '../../../shared/format/numbers';
import type { CaseInfo } from '../../../shared/schemas/session';
import classes from './data.module.css';

const candidateWords = { all: 'all candidates', shown: 'shown items only', sampled: 'a sample of candidates' };

/** The sizes of what was loaded, and what was left out and why. */
export function Counts({ info }: { info: CaseInfo }) {
  const perRequest = info.requests > 0 ? info.rows / info.requests : null;
  const facts: { name: string; value: string; note?: string; tone?: string }[] = [
    { name: 'requests', value: formatCount(info.requests) },
    { name: 'rows', value: formatCount(info.rows) },
    { name: 'rows a request', value: formatFixed(perRequest, 1) },
    { name: 'not shown', value: formatCount(info.rowsNotShown), note: 'Rows without a position: candidates only.' },
    { name: 'excluded', value: formatCount(info.excludedRows), note: 'Left out on purpose by log.where.' },
    {
      name: 'refused',
      value: formatCount(info.refusedRows),
      note: 'Could not be read; kept in the table refused_rows.',
      tone: info.refusedRows > 0 ? 'bad' : undefined,
    },
    { name: 'label', value: info.label ?? 'none' },
    { name: 'the log holds', value: candidateWords[info.candidates] },
  ];
  return (
    <dl className={classes.counts}>
      {facts.map(({ name, value, note, tone }) => (
        <div key={name} className={classes.fact} title={note}>
          <dt>{name}</dt>
          <dd className={tone}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
