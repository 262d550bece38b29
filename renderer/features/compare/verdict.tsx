import type { PairRow } from '../../../shared/schemas/compare';
import classes from './compare.module.css';

const looks: Record<PairRow['verdict'], { sign: string; tone: string; word: string }> = {
  better: { sign: '▲', tone: 'good', word: 'better' },
  worse: { sign: '▼', tone: 'bad', word: 'worse' },
  equivalent: { sign: '=', tone: 'info', word: 'equivalent' },
  noninferior: { sign: '≥', tone: 'info', word: 'not worse' },
  inconclusive: { sign: '~', tone: 'faint', word: 'inconclusive' },
  withheld: { sign: '⊘', tone: 'warn', word: 'withheld' },
};

/** What may be said about a difference, as a sign and a word. */
export function Verdict({ pair }: { pair: PairRow }) {
  const { sign, tone, word } = looks[pair.verdict];
  return (
    <span className={`${classes.verdict} ${tone}`} title={pair.withheld ?? undefined}>
      <span className={classes.sign} aria-hidden>
        {sign}
      </span>
      {word}
    </span>
  );
}
