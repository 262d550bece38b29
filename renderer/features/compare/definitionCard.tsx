import { Button } from '@mantine/core';
import { exactNumber, formatInterval } from '../../../shared/format/numbers';
import type { MetricRow, PairRow } from '../../../shared/schemas/compare';
import { copyText } from '../../ui/clipboard';
import { type Fact, meanFacts, pairFacts } from './cardFacts';
import classes from './compare.module.css';
import type { MatrixRow } from './matrix';
import type { Comparison } from './useComparison';

interface DefinitionCardProps {
  row: MatrixRow;
  comparison: Comparison;
  mean: MetricRow | null;
  pair: PairRow | null;
  onRequests: () => void;
}

/** Where a number comes from: its exact value, over what, by which definition. */
export function DefinitionCard({ row, comparison, mean, pair, onRequests }: DefinitionCardProps) {
  const value = exactNumber(mean ? mean.mean : pair?.delta);
  const facts = mean ? meanFacts(mean) : pair ? pairFacts(pair) : [];
  const definition = definitionOf(comparison, row);
  const interval = (mean ?? pair)?.ci;
  return (
    <div>
      <h3 className={classes.cardTitle}>
        {pair ? `${row.metric}: ${pair.model} − ${pair.baseline}` : `${row.metric}: ${mean?.model}`}
      </h3>
      <p className={`num ${classes.cardValue}`}>
        {value || 'no value'}
        {interval && <span className="faint">{` ${formatInterval(interval, 6, pair ? 'signed' : 'plain')}`}</span>}
      </p>
      <Facts facts={facts} />
      <h4 className={classes.cardHead}>{`Definition (${comparison.result.preset})`}</h4>
      <Facts facts={definition} />
      <div className={classes.cardButtons}>
        <Button variant="default" onClick={onRequests}>
          Show its requests
        </Button>
        {value !== '' && (
          <Button variant="subtle" onClick={() => void copyText(value, value)}>
            Copy the exact value
          </Button>
        )}
      </div>
    </div>
  );
}

function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl className={classes.cardFacts}>
      {facts.map(({ name, value }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function definitionOf({ result }: Comparison, row: MatrixRow): Fact[] {
  const found = result.definitions[row.id] ?? result.definitions[row.metric] ?? {};
  return Object.entries(found).map(([name, value]) => ({
    name,
    value: typeof value === 'string' ? value : JSON.stringify(value),
  }));
}
