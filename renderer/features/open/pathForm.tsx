import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useEngine } from '../../client/engineContext';
import { openCase } from '../../client/openCase';
import classes from './open.module.css';

/** For people who know where their case lies. */
export function PathForm() {
  const engine = useEngine();
  const [path, setPath] = useState('');
  return (
    <form
      className={classes.path}
      onSubmit={(event) => {
        event.preventDefault();
        if (path.trim()) void openCase(engine, { path: path.trim() });
      }}
    >
      <TextInput
        label="Path of a case folder, a case.yaml or a .rankscope file"
        value={path}
        onChange={(event) => setPath(event.currentTarget.value)}
        spellCheck={false}
        className={classes.pathInput}
      />
      <Button type="submit" disabled={path.trim() === ''}>
        Open
      </Button>
    </form>
  );
}
