import type { CaseInfo } from '../../shared/schemas/session';
import { formatCounted } from '../ui/format';
import classes from './shell.module.css';

/** Which requests every view looks at, and how many they are. */
export function SliceBar({ info }: { info: CaseInfo }) {
  return (
    <section className={classes.slice} aria-label="Slice">
      <span className="faint">Slice</span>
      <span>all requests</span>
      <span className={classes.sliceCounts}>
        <span className="num">{formatCounted(info.requests, 'request')}</span>
        <span className="num faint">{formatCounted(info.rows, 'row')}</span>
      </span>
    </section>
  );
}
