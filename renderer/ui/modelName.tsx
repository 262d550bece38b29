import type { CaseInfo } from '../../shared/schemas/session';
import { modelStyle } from '../charts/modelStyle';
import { ModelMark } from './modelMark';
import classes from './modelName.module.css';

/** A contestant's mark and name. */
export function ModelName({ info, name }: { info: Pick<CaseInfo, 'models'>; name: string }) {
  const style = modelStyle(info.models, name);
  return (
    <span className={classes.model} title={name}>
      <ModelMark style={style} />
      <span className={classes.name}>{name}</span>
    </span>
  );
}
