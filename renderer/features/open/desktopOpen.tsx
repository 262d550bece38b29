import { Button, Group } from '@mantine/core';
import type { PickRequest } from '../../../shared/host/desktopBridge';
import { desktopBridge } from '../../client/connectElectron';
import { useEngine } from '../../client/engineContext';
import { openCase } from '../../client/openCase';
import { useProblemStore } from '../../state/problemStore';

/** The system's own dialogs, where the app runs on the desktop. */
export function DesktopOpen() {
  const engine = useEngine();
  const bridge = desktopBridge();
  if (!bridge) return null;
  const pick = (request: PickRequest) => async () => {
    try {
      const picked = await bridge.pick(request);
      if (picked) await openCase(engine, { token: picked.token });
    } catch (error) {
      useProblemStore.getState().report(error, 'Choosing a case');
    }
  };
  return (
    <Group gap="sm">
      <Button onClick={pick({ kind: 'folder' })}>Choose a case folder</Button>
      <Button variant="default" onClick={pick({ kind: 'file' })}>
        Choose a case.yaml or a session file
      </Button>
    </Group>
  );
}
