import { Button, Loader } from '@mantine/core';
import { IconFilePlus } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useEngine } from '../../client/engineContext';
import { openCase } from '../../client/openCase';
import type { CasePhase } from '../../state/caseStore';
import { useEngineStore } from '../../state/engineStore';
import { ErrorState } from '../../ui/panel/panelState';
import { WizardScreen } from '../wizard/wizardScreen';
import { CaseBrowser } from './caseBrowser';
import { DesktopOpen } from './desktopOpen';
import classes from './open.module.css';
import { PathForm } from './pathForm';
import { RecentCases } from './recentCases';

/** No case is open: cases of before, and a browser of what the host lets us read. */
export function OpenScreen({ phase }: { phase: Exclude<CasePhase, { kind: 'open' }> }) {
  const engine = useEngine();
  const [isNew, setNew] = useState(false);
  useEffect(() => {
    if (phase.kind === 'opening') setNew(false);
  }, [phase.kind]);
  const target = phase.kind === 'none' ? phase.target : undefined;
  const status = useEngineStore((state) => state.connection.status);
  if (phase.kind === 'opening' || (status === 'connecting' && phase.problem === null)) {
    return (
      <div className={classes.wait} role="status">
        <Loader size="xs" color="gray" />
        <span>{phase.kind === 'opening' ? 'Opening the case' : 'Connecting to the engine'}</span>
      </div>
    );
  }
  if (isNew) return <WizardScreen onClose={() => setNew(false)} />;
  return (
    <div className={classes.screen}>
      <header className={classes.head}>
        <h1 className={classes.title}>Rankscope</h1>
        <p className="soft">Why did this ranking get worse? Open a case: a folder with a case.yaml and its data.</p>
      </header>
      {phase.problem && <ErrorState error={phase.problem} retry={target && (() => void openCase(engine, target))} />}
      <DesktopOpen />
      <div>
        <Button variant="default" leftSection={<IconFilePlus size={14} />} onClick={() => setNew(true)}>
          New case from files
        </Button>
      </div>
      <PathForm />
      <div className={classes.columns}>
        <RecentCases />
        <CaseBrowser />
      </div>
    </div>
  );
}
