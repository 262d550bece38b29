import { useEffect, useRef } from 'react';

type Run = () => void;

/** What the views on screen can export, the one that came last first in line. */
const actions: Run[] = [];

/** Offers an export to the menu of the desktop while the component is shown. */
export function useExportAction(run: Run): void {
  const latest = useRef(run);
  latest.current = run;
  useEffect(() => {
    const action = () => latest.current();
    actions.push(action);
    return () => void actions.splice(actions.indexOf(action), 1);
  }, []);
}

/** Runs the export of the view; false when there is none. */
export function runExport(): boolean {
  const action = actions.at(-1);
  action?.();
  return action !== undefined;
}
