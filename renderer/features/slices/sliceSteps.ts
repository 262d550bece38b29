import type { Engine } from '../../client/engine';
import { useUndoStore } from '../../state/undoStore';

/** Saves a slice, in place of the saved one of the name; can be undone. */
export async function saveSlice(engine: Engine, session: string, name: string, where: string): Promise<void> {
  const before = await savedSlice(engine, session, name);
  const save = () => engine.call('slice.save', { session, name, where });
  await save();
  useUndoStore.getState().push({
    what: `save the slice ${name}`,
    undo: () =>
      before === null
        ? engine.call('slice.remove', { session, name })
        : engine.call('slice.save', { session, name, where: before }),
    redo: save,
  });
}

/** Removes a saved slice; can be undone. */
export async function removeSlice(engine: Engine, session: string, name: string): Promise<void> {
  const before = await savedSlice(engine, session, name);
  const remove = () => engine.call('slice.remove', { session, name });
  await remove();
  if (before === null) return;
  useUndoStore.getState().push({
    what: `remove the slice ${name}`,
    undo: () => engine.call('slice.save', { session, name, where: before }),
    redo: remove,
  });
}

async function savedSlice(engine: Engine, session: string, name: string): Promise<string | null> {
  const { slices } = await engine.call('slice.list', { session });
  return slices.find((each) => each.name === name && each.source === 'saved')?.where ?? null;
}
