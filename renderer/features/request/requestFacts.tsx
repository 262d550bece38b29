import { exactNumber, formatFixed, missing } from '../../../shared/format/numbers';
import { useCaseInfo } from '../../state/caseContext';
import { ModelName } from '../../ui/modelName';
import { SmallTable } from '../../ui/smallTable';
import { metricDecimals } from '../compare/matrix';
import type { RequestData } from './inspector';
import classes from './inspector.module.css';

/** What the log says of the request, and each contestant's metrics on it. */
export function RequestFacts({ data, contestants }: { data: RequestData; contestants: string[] }) {
  const info = useCaseInfo();
  const metrics = [...new Set(data.metrics.map(({ metric }) => metric))];
  const metricOf = (metric: string, model: string) =>
    data.metrics.find((each) => each.metric === metric && each.model === model)?.value ?? null;
  return (
    <>
      <SmallTable
        label="Metrics of this request"
        rows={metrics}
        rowKey={(metric) => metric}
        columns={[
          { title: 'metric', cell: (metric) => metric },
          ...contestants.map((model) => ({
            title: model,
            align: 'right' as const,
            cell: (metric: string) => {
              const value = metricOf(metric, model);
              const decimals = metricDecimals(contestants.map((each) => metricOf(metric, each)));
              return (
                <span title={exactNumber(value) || 'No value on this request'}>{formatFixed(value, decimals)}</span>
              );
            },
          })),
        ]}
      />
      <dl className={classes.facts}>
        {Object.entries(data.facts).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd className="num">{value === null ? missing : String(value)}</dd>
          </div>
        ))}
      </dl>
      <ul className={classes.legend} aria-label="Contestants">
        {contestants.map((name) => (
          <li key={name}>
            <ModelName info={info} name={name} />
          </li>
        ))}
      </ul>
    </>
  );
}
