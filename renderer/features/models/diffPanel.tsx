import { IconX } from '@tabler/icons-react';
import { formatCounted } from '../../../shared/format/numbers';
import type { ModelDiff } from '../../../shared/models/modelSchemas';
import type { CaseInfo } from '../../../shared/schemas/session';
import { useEngineQuery } from '../../client/useEngineQuery';
import { useRouteStore } from '../../state/routeStore';
import { textsTable } from '../../ui/pageTable';
import { Panel } from '../../ui/panel/panel';
import { QueryBody } from '../../ui/panel/queryBody';
import { SkeletonRows } from '../../ui/panel/skeletonRows';
import { usePageTableActions } from '../../ui/usePageTableActions';
import { DiffFacts, DiffInputs, DiffRanks } from './diffTables';
import { agreementText, diffSummary, diffTexts } from './diffTexts';
import classes from './models.module.css';

/** Two models side by side: only what differs. */
export function DiffPanel({ info, a, b }: { info: CaseInfo; a: string; b: string }) {
  const query = useEngineQuery('models.diff', { session: info.session, a, b });
  const setParams = useRouteStore((state) => state.setParams);
  const { data } = query;
  const numbers = usePageTableActions({
    table: data ? () => textsTable(diffTexts(data)) : null,
    name: `${a}-${b}-differences`,
    what: `the differences of ${a} and ${b}`,
  });
  const close = { label: 'Close the comparison', icon: <IconX size={14} />, run: () => setParams({ with: null }) };
  return (
    <div className={classes.cell}>
      <Panel
        title={`${a} against ${b}`}
        summary={data ? diffSummary(data) : 'Only what differs'}
        actions={[...numbers, close]}
        flush
      >
        <QueryBody query={query} skeleton={<SkeletonRows rows={8} columns={3} />}>
          {(diff) => <Filled info={info} diff={diff} />}
        </QueryBody>
      </Panel>
    </div>
  );
}

function Filled({ info, diff }: { info: CaseInfo; diff: ModelDiff }) {
  const { a, b, onlyA, onlyB, otherOrder, ranks } = diff;
  return (
    <div className={classes.diff}>
      <p className={classes.agreement}>{agreementText(diff)}</p>
      {diff.facts.length > 0 && (
        <div>
          <DiffFacts info={info} diff={diff} />
        </div>
      )}
      <div className={classes.diffRest}>
        {onlyA.length > 0 && <Only model={a} columns={onlyA} />}
        {onlyB.length > 0 && <Only model={b} columns={onlyB} />}
        {otherOrder && <p className="soft">The inputs that both take are in another order.</p>}
        {diff.inputs.length > 0 && <DiffInputs info={info} diff={diff} />}
        {ranks ? <DiffRanks info={info} diff={diff} ranks={ranks} /> : <p className="soft">{diff.ranksReason}</p>}
      </div>
    </div>
  );
}

function Only({ model, columns }: { model: string; columns: string[] }) {
  return (
    <p>
      <span className="soft">{`${formatCounted(columns.length, 'feature')} that only ${model} takes: `}</span>
      <span className="num">{columns.join(', ')}</span>
    </p>
  );
}
