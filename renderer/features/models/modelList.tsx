import type { CaseInfo } from '../../../shared/schemas/session';
import { useRouteStore } from '../../state/routeStore';
import { ModelName } from '../../ui/modelName';
import classes from './models.module.css';

const tones = { ready: 'faint', unscored: 'warn', failed: 'bad', unsupported: 'bad' };

/** Every model of the case; the one that is shown is marked. */
export function ModelList({ info, chosen }: { info: CaseInfo; chosen: string | null }) {
  const setParams = useRouteStore((state) => state.setParams);
  return (
    <nav className={classes.list} aria-label="Models of the case">
      {info.models.map(({ name, kind, state }) => (
        <button
          key={name}
          type="button"
          className={`plain-button ${classes.listed}`}
          aria-current={name === chosen ? 'page' : undefined}
          onClick={() => setParams({ tab: 'models', model: name, with: null })}
        >
          <ModelName info={info} name={name} />
          <span className={classes.listedKind}>
            <span className="faint">{kind}</span>
            {state !== 'ready' && <span className={tones[state]}>{state}</span>}
          </span>
        </button>
      ))}
    </nav>
  );
}
