import { Tabs } from '@mantine/core';
import { useCaseInfo } from '../../state/caseContext';
import { useRouteParam, useRouteStore } from '../../state/routeStore';
import { ConsoleTab } from '../console/consoleTab';
import { ModelsTab } from '../models/modelsTab';
import { valueModels } from '../weights/valueModels';
import { WeightsTab } from '../weights/weightsTab';
import classes from './data.module.css';
import { Overview } from './overview';
import { TableBrowser } from './tableBrowser';

const tabs = ['overview', 'models', 'weights', 'tables', 'console'] as const;

/** What was loaded: in words and counts, the tables themselves, and queries over them. */
export function LoadedDataView() {
  const table = useRouteParam('table');
  const model = useRouteParam('model');
  const wanted = useRouteParam('tab');
  const tab = tabs.find((each) => each === wanted) ?? (model ? 'models' : table ? 'tables' : 'overview');
  const hasWeights = valueModels(useCaseInfo().models).length > 0 || tab === 'weights';
  const setParams = useRouteStore((state) => state.setParams);
  return (
    <Tabs
      value={tab}
      onChange={(value) => setParams({ tab: value === 'overview' && !table && !model ? null : value })}
      keepMounted={false}
      className={classes.tabs}
    >
      <Tabs.List>
        <Tabs.Tab value="overview">Overview</Tabs.Tab>
        <Tabs.Tab value="models">Models</Tabs.Tab>
        {hasWeights && <Tabs.Tab value="weights">Weights</Tabs.Tab>}
        <Tabs.Tab value="tables">Tables</Tabs.Tab>
        <Tabs.Tab value="console">SQL console</Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="overview" className={classes.scroll}>
        <Overview />
      </Tabs.Panel>
      <Tabs.Panel value="models" className={classes.fill}>
        <ModelsTab />
      </Tabs.Panel>
      <Tabs.Panel value="weights" className={classes.fill}>
        <WeightsTab />
      </Tabs.Panel>
      <Tabs.Panel value="tables" className={classes.fill}>
        <TableBrowser />
      </Tabs.Panel>
      <Tabs.Panel value="console" className={classes.fill}>
        <ConsoleTab />
      </Tabs.Panel>
    </Tabs>
  );
}
