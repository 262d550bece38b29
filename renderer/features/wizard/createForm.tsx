import { Button, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { InitResult } from '../../../shared/schemas/init';
import { toWireError, type WireError } from '../../../shared/wire/errors';
import { useEngine } from '../../client/engineContext';
import { openCase } from '../../client/openCase';
import { ErrorState } from '../../ui/panel/panelState';
import classes from './wizard.module.css';

interface CreateFormProps {
  result: InitResult;
  /** Whether a newer preview is on its way. */
  isStale: boolean;
  name: string;
  onName: (name: string) => void;
  /** Another folder for case.yaml; the preview is made again for it. */
  onFolder: (folder: string) => void;
}

/** The name, the folder, and the button that writes case.yaml there and opens it. */
export function CreateForm({ result, isStale, name, onName, onFolder }: CreateFormProps) {
  const engine = useEngine();
  const [typed, setTyped] = useState<string | null>(null);
  const [isWriting, setWriting] = useState(false);
  const [error, setError] = useState<WireError | null>(null);
  const folder = typed ?? result.folder;
  const settle = () => typed !== null && typed.trim() !== '' && onFolder(typed.trim());
  const create = async (replace: boolean) => {
    setWriting(true);
    setError(null);
    try {
      const created = await engine.call('case.create', { folder: { path: result.folder }, yaml: result.yaml, replace });
      await openCase(engine, { path: created.folder });
    } catch (thrown) {
      setError(toWireError(thrown));
      setWriting(false);
    }
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (typed !== null && typed.trim() !== result.folder) settle();
    else if (!isStale && !isWriting) void create(false);
  };
  const isThere = error?.where?.file?.endsWith('case.yaml') === true && error.message.includes('is there already');
  return (
    <form className={classes.form} onSubmit={submit}>
      <TextInput label="Name" value={name} onChange={(event) => onName(event.currentTarget.value)} />
      <TextInput
        label="Folder for case.yaml"
        description="Only case.yaml is written there; the files stay where they are."
        value={folder}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onBlur={settle}
        spellCheck={false}
      />
      <Button type="submit" loading={isWriting} disabled={isStale}>
        Create and open
      </Button>
      {error && (
        <ErrorState error={error}>
          {isThere && (
            <Button variant="default" onClick={() => void create(true)}>
              Replace the case.yaml that is there
            </Button>
          )}
        </ErrorState>
      )}
    </form>
  );
}
