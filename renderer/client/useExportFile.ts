import { notifications } from '@mantine/notifications';
import type { Contract } from '../../shared/contract';
import { formatCounted } from '../../shared/format/numbers';
import { useCaseInfo } from '../state/caseContext';
import { useProblemStore } from '../state/problemStore';
import { wireErrorOf } from '../state/wireErrorOf';
import { fileName } from '../ui/download';
import { useEngine } from './engineContext';
import { saveExport } from './saveExport';

type Wanted = Pick<Contract['data.export']['params'], 'source' | 'format'>;

/** Lets the engine write a file and gives it to the person. `name` is without an ending; the case's stands before it. */
export function useExportFile(): (wanted: Wanted, name: string) => Promise<void> {
  const engine = useEngine();
  const { session, name: caseName } = useCaseInfo();
  return async (wanted, name) => {
    try {
      const file = await engine.call('data.export', { session, ...wanted });
      const isSaved = await saveExport(engine, file, `${fileName(caseName, name)}.${wanted.format}`);
      if (isSaved) notifications.show({ message: `Exported ${formatCounted(file.rows, 'row')}.` });
    } catch (error) {
      useProblemStore.getState().report(error, `Exporting ${name}`);
      notifications.show({ color: 'red', title: 'Not exported', message: wireErrorOf(error).message });
    }
  };
}
