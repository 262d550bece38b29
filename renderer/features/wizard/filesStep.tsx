import { ActionIcon, Button } from '@mantine/core';
import { IconFile, IconFolder, IconX } from '@tabler/icons-react';
import { formatCounted } from '../../../shared/format/numbers';
import { desktopBridge } from '../../client/connectElectron';
import { useProblemStore } from '../../state/problemStore';
import { FilePicker } from './filePicker';
import classes from './wizard.module.css';
import type { ChosenFile } from './wizardState';

interface FilesStepProps {
  chosen: readonly ChosenFile[];
  onAdd: (files: ChosenFile[]) => void;
  onRemove: (token: string) => void;
  onNext: () => void;
}

/** Which files the case is made of. */
export function FilesStep({ chosen, onAdd, onRemove, onNext }: FilesStepProps) {
  return (
    <>
      <p className="soft">
        The log of what was shown (Parquet, CSV, TSV, NDJSON, Arrow, TREC), and beside it judgments, items, users,
        scores and models if you have them. Or a folder that holds them.
      </p>
      <div className={classes.columns}>
        <FilePicker chosen={chosen} onAdd={onAdd} onRemove={onRemove} />
        <section aria-labelledby="chosen-title">
          <h2 id="chosen-title" className={classes.sectionTitle}>
            Chosen
          </h2>
          {chosen.length === 0 && <p className="faint">Nothing yet: choose a file or a folder at the left.</p>}
          <ul className={classes.list}>
            {chosen.map(({ token, name, kind }) => (
              <li key={token} className={classes.entry}>
                {kind === 'folder' ? <IconFolder size={15} aria-hidden /> : <IconFile size={15} aria-hidden />}
                <span className={classes.name}>{name}</span>
                <ActionIcon size="sm" aria-label={`Leave out ${name}`} onClick={() => onRemove(token)}>
                  <IconX size={13} />
                </ActionIcon>
              </li>
            ))}
          </ul>
          <DesktopPick onAdd={onAdd} />
          <Button mt="md" disabled={chosen.length === 0} onClick={onNext}>
            {chosen.length === 0 ? 'Look at them' : `Look at ${formatCounted(chosen.length, 'choice')}`}
          </Button>
        </section>
      </div>
    </>
  );
}

function DesktopPick({ onAdd }: Pick<FilesStepProps, 'onAdd'>) {
  const bridge = desktopBridge();
  if (!bridge) return null;
  const pick = async () => {
    try {
      const picked = await bridge.pick({ kind: 'folder' });
      if (picked) onAdd([{ ...picked, kind: 'folder' }]);
    } catch (error) {
      useProblemStore.getState().report(error, 'Choosing a folder');
    }
  };
  return (
    <p>
      <Button variant="default" onClick={() => void pick()}>
        Choose a folder
      </Button>{' '}
      <span className="faint">or drop files here</span>
    </p>
  );
}
