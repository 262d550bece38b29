import { exactNumber, formatCount, formatCounted, formatPercent, missing } from '../../../shared/format/numbers';
import type { FactDifference, ModelDiff } from '../../../shared/models/modelSchemas';
import type { CaseInfo } from '../../../shared/schemas/session';
import { ModelName } from '../../ui/modelName';
import { SmallTable } from '../../ui/smallTable';
import { factText } from './diffTexts';
import { measureTitles } from './importanceChart';
import classes from './models.module.css';

interface DiffProps {
  info: CaseInfo;
  diff: ModelDiff;
}

/** Facts of files, models, scores and fidelity. */
export function DiffFacts({ info, diff }: DiffProps) {
  return (
    <SmallTable
      label="Facts that differ"
      rows={diff.facts}
      rowKey={({ group, name }) => `${group}/${name}`}
      columns={[
        { title: 'what', cell: ({ name }) => name },
        {
          title: diff.a,
          head: <ModelName info={info} name={diff.a} />,
          cell: (fact) => <Value fact={fact} value={fact.a} />,
        },
        {
          title: diff.b,
          head: <ModelName info={info} name={diff.b} />,
          wide: true,
          cell: (fact) => <Value fact={fact} value={fact.b} />,
        },
      ]}
    />
  );
}

function Value({ fact, value }: { fact: FactDifference; value: FactDifference['a'] }) {
  const text = factText(fact, value);
  const short = text.length > 48 ? `${text.slice(0, fact.name === 'SHA-256' ? 16 : 47)}…` : text;
  return (
    <span className={`num ${value === null ? 'faint' : ''}`} title={short === text ? undefined : text}>
      {short}
    </span>
  );
}

/** Inputs that both take under another name, type or fill. */
export function DiffInputs({ info, diff }: DiffProps) {
  const text = (value: ModelDiff['inputs'][number]['a']) => (
    <span className="num">{value === null ? missing : String(value)}</span>
  );
  return (
    <>
      <h3 className={classes.diffTitle}>Inputs that both take, differently</h3>
      <SmallTable
        label="Inputs that differ"
        rows={diff.inputs}
        rowKey={({ columns, what }) => `${columns.join()}/${what}`}
        columns={[
          { title: 'what', cell: ({ what }) => what },
          { title: diff.a, head: <ModelName info={info} name={diff.a} />, cell: ({ a }) => text(a) },
          { title: diff.b, head: <ModelName info={info} name={diff.b} />, cell: ({ b }) => text(b) },
          { title: 'columns', wide: true, cell: ({ columns }) => <span className="num">{columns.join(', ')}</span> },
        ]}
      />
    </>
  );
}

/** Features that weigh otherwise. */
export function DiffRanks({ info, diff, ranks }: DiffProps & { ranks: NonNullable<ModelDiff['ranks']> }) {
  const place = (rank: number | null, share: number | null) => (
    <span className="num" title={share === null ? 'It does not take the feature' : exactNumber(share)}>
      {rank === null ? missing : `${formatCount(rank)} · ${formatPercent(share)}`}
    </span>
  );
  return (
    <>
      <h3 className={classes.diffTitle}>{`Rank by ${measureTitles[ranks.measure]} and share of the model's total`}</h3>
      {ranks.features.length > 0 && (
        <SmallTable
          label="Ranks that differ"
          rows={ranks.features}
          rowKey={({ feature }) => feature}
          columns={[
            { title: 'feature', cell: ({ feature }) => <span className="num">{feature}</span> },
            {
              title: diff.a,
              head: <ModelName info={info} name={diff.a} />,
              cell: ({ rankA, a }) => place(rankA, a),
            },
            {
              title: diff.b,
              head: <ModelName info={info} name={diff.b} />,
              wide: true,
              cell: ({ rankB, b }) => place(rankB, b),
            },
          ]}
        />
      )}
      <p className="soft">
        {ranks.features.length === 0 ? 'Every feature has the same rank in both.' : ''}
        {ranks.features.length > 0 && ranks.same > 0
          ? `${formatCounted(ranks.same, 'feature')} at the same place among those that both take.`
          : ''}
        {ranks.note === null ? '' : ` ${ranks.note}`}
      </p>
    </>
  );
}
