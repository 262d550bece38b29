import type { WireError } from '../../../shared/wire/errors';
import classes from './panelState.module.css';

/** Where a fault lies and its query, folded away. */
export function ErrorDetail({ error }: { error: WireError }) {
  const place = Object.entries(error.where ?? {}).filter(([, value]) => value !== undefined);
  return (
    <details className={classes.detail}>
      <summary>Detail</summary>
      <dl>
        <dt>code</dt>
        <dd>{error.code}</dd>
        {place.map(([name, value]) => (
          <div key={name} className={classes.pair}>
            <dt>{name}</dt>
            <dd>{String(value)}</dd>
          </div>
        ))}
      </dl>
      {error.sql && <pre>{error.sql}</pre>}
    </details>
  );
}
