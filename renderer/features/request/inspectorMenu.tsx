import { equalsText } from '../../../shared/slices/predicateText';
import { useEngine } from '../../client/engineContext';
import { useCaseInfo } from '../../state/caseContext';
import { PanelMenu } from '../../ui/panel/panelMenu';
import { useWireTableActions } from '../../ui/useWireTableActions';
import type { RequestData } from './inspector';

/** What can be done with the chosen request: the query of its rows, and its list with scores and ranks. */
export function InspectorMenu({ request, data }: { request: string; data: RequestData | undefined }) {
  const engine = useEngine();
  const { session } = useCaseInfo();
  const actions = useWireTableActions(data?.table ?? null, `request-${request}`);
  const load = async () => {
    const where = equalsText({ table: null, column: 'request_id' }, 'text', request);
    const { sql } = await engine.call('data.page', { session, table: 'impressions', where, limit: 100 });
    return [{ what: `the rows of request ${request}`, sql }];
  };
  const note = 'The rows come by this query; scores are read beside them, and ranks are counted from the scores.';
  return <PanelMenu title="the request" actions={actions} queries={{ note, load }} />;
}
