import { Button, CloseButton, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { CaseInfo } from '../../../shared/schemas/session';
import { useEngine } from '../../client/engineContext';
import { useEngineQuery } from '../../client/useEngineQuery';
import { useProblemStore } from '../../state/problemStore';
import { removeSlice, saveSlice } from './sliceSteps';
import classes from './slices.module.css';
import { useSlice } from './useSlice';

/** Slices with a name: of case.yaml and saved ones; the present slice can be saved among them. */
export function SavedSlices({ info, choose }: { info: CaseInfo; choose: (where: string) => void }) {
  const engine = useEngine();
  const report = useProblemStore((state) => state.report);
  const { slice } = useSlice();
  const list = useEngineQuery('slice.list', { session: info.session });
  const slices = list.data?.slices ?? [];
  const remove = (name: string) => {
    removeSlice(engine, info.session, name).catch((error) => report(error, 'Removing a slice'));
  };
  if (slices.length === 0 && slice === null) return null;
  return (
    <section aria-label="Saved slices" className={classes.block}>
      <ul className={classes.values} aria-label="Slices with a name">
        {slices.map(({ name, where, source, problem }) => (
          <li key={name} className={classes.saved}>
            <button
              type="button"
              className={classes.value}
              disabled={problem !== null}
              onClick={() => choose(where)}
              title={problem ?? where}
            >
              <span className={classes.valueText}>{name}</span>
              <span className="faint">{source === 'case' ? 'case.yaml' : 'saved'}</span>
            </button>
            {source === 'saved' && (
              <CloseButton size="xs" aria-label={`Remove the slice ${name}`} onClick={() => remove(name)} />
            )}
          </li>
        ))}
      </ul>
      {list.data?.problem && <p className="bad">{list.data.problem}</p>}
      {slice !== null && <SaveForm session={info.session} where={slice} />}
    </section>
  );
}

function SaveForm({ session, where }: { session: string; where: string }) {
  const engine = useEngine();
  const report = useProblemStore((state) => state.report);
  const [name, setName] = useState('');
  const save = async () => {
    try {
      await saveSlice(engine, session, name.trim(), where);
      setName('');
    } catch (error) {
      report(error, 'Saving the slice');
    }
  };
  return (
    <form
      className={classes.row}
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <TextInput
        size="xs"
        aria-label="Name of the present slice"
        placeholder="Name of the present slice"
        value={name}
        onChange={(event) => setName(event.currentTarget.value)}
        className={classes.grow}
      />
      <Button size="xs" type="submit" variant="default" disabled={name.trim() === ''}>
        Save slice
      </Button>
    </form>
  );
}
