import { ActionIcon, Button, FileButton } from '@mantine/core';
import { IconFile, IconFolder, IconX } from '@tabler/icons-react';
import { formatCounted } from '../../../shared/format/numbers';
import { desktopBridge } from '../../client/connectElectron';
import { canUpload } from '../../client/uploadFiles';
import { useProblemStore } from '../../state/problemStore';
import { FilePicker } from './filePicker';
import type { TakenFiles } from './useTakenFiles';
import classes from './wizard.module.css';
import type { ChosenFile } from './wizardState';

interface FilesStepProps {
  chosen: readonly ChosenFile[];
  onAdd: (files: ChosenFile[]) => void;
  onRemove: (token: string) => void;
  onNext: () => void;
  taken: TakenFiles;
}

/** Which files the case is made of. */
export function FilesStep({ chosen, onAdd, onRemove, onNext, taken }: FilesStepProps) {
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
          <UploadPick taken={taken} />
          <Button mt="md" disabled={chosen.length === 0} onClick={onNext}>
            {chosen.length === 0 ? 'Look at them' : `Look at ${formatCounted(chosen.length, 'choice')}`}
          </Button>
        </section>
      </div>
    </>
  );
}

/** Files of the person's own machine, where the page comes from a server. */
function UploadPick({ taken: { take, sending } }: Pick<FilesStepProps, 'taken'>) {
  if (desktopBridge() || !canUpload()) return null;
  return (
    <p>
      <FileButton onChange={take} multiple disabled={sending !== null}>
        {(props) => (
          <Button variant="default" {...props} loading={sending !== null}>
            Send files to the server
          </Button>
        )}
      </FileButton>{' '}
      <span className="faint" role="status">
        {sending ?? 'or drop them here; copies go when the case is closed or the server stops'}
      </span>
    </p>
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
