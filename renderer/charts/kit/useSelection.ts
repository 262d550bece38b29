import { useEffect, useId, useRef, useState } from 'react';
import { formatCounted } from '../../../shared/format/numbers';
import { useUndoStore } from '../../state/undoStore';

type Rows = Uint32Array | null;

/** The points that a person chose, ascending; null when none are. Each choice can be undone while the chart is there. */
export function useSelection(title: string, onSelect: ((rows: Rows) => void) | undefined) {
  const [selected, setSelected] = useState<Rows>(null);
  const owner = useId();
  const told = useRef(onSelect);
  told.current = onSelect;
  const now = useRef<Rows>(null);
  const show = (rows: Rows) => {
    now.current = rows;
    setSelected(rows);
    told.current?.(rows);
  };
  const select = (rows: Rows) => {
    const before = now.current;
    if (before === null && rows === null) return;
    show(rows);
    const what =
      rows === null ? `select nothing of ${title}` : `select ${formatCounted(rows.length, 'point')} of ${title}`;
    useUndoStore.getState().push({ what, undo: () => show(before), redo: () => show(rows), owner });
  };
  useEffect(() => () => useUndoStore.getState().forget(owner), [owner]);
  return { selected, select };
}
