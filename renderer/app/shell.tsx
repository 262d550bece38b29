import { useEffect } from 'react';
import type { CaseInfo } from '../../shared/schemas/session';
import { Inspector } from '../features/request/inspector';
import { SliceBar } from '../features/slices/sliceBar';
import { TimeStripBar } from '../features/time/timeStrip';
import { CaseContext } from '../state/caseContext';
import { useInspectorPlace } from '../state/inspectorPlace';
import { usePreferences } from '../state/preferences';
import { useRouteStore } from '../state/routeStore';
import { useUndoStore } from '../state/undoStore';
import { Split, SplitEdge, SplitPart } from '../ui/split/split';
import { ConnectionBanner } from './connectionBanner';
import { HelpDialog } from './helpDialog';
import { NavRail } from './navRail';
import { Palette } from './palette/palette';
import classes from './shell.module.css';
import { StatusBar } from './statusBar';
import { TopBar } from './topBar';
import { useShortcuts } from './useShortcuts';
import { views } from './views';

/** The workbench of an open case: rail, bars, the view, the inspector, the status bar. */
export function Shell({ info }: { info: CaseInfo }) {
  const view = useRouteStore((state) => state.route.view);
  const stripOpen = usePreferences((state) => state.stripOpen);
  const inspector = useInspectorPlace();
  const beside = inspector.open && !inspector.isOver;
  useShortcuts();
  useEffect(() => {
    document.title = `${views[view].title} – ${info.name} – Rankscope`;
  }, [view, info.name]);
  // What was done in one case cannot be undone in another.
  // biome-ignore lint/correctness/useExhaustiveDependencies: it runs when the session changes, whatever it is.
  useEffect(() => useUndoStore.getState().clear, [info.session]);
  const { Content } = views[view];
  return (
    <CaseContext value={info}>
      <div className={classes.shell}>
        {/* biome-ignore lint/a11y/useValidAnchor: people look for a link here; its fragment would be a route. */}
        <a href="#content" className="skip-link" onClick={skip}>
          Skip to the view
        </a>
        <TopBar info={info} />
        <ConnectionBanner />
        <div className={classes.middle}>
          <NavRail />
          <main className={classes.column}>
            <Split id="shell" orientation="horizontal">
              <SplitPart id="view" min={inspector.isOver ? undefined : '480px'}>
                <SliceBar info={info} />
                {stripOpen && <TimeStripBar info={info} />}
                <section id="content" tabIndex={-1} className={classes.main} aria-label={views[view].title}>
                  <Content key={view} />
                </section>
              </SplitPart>
              {beside && <SplitEdge label="Width of the inspector" />}
              {beside && (
                <SplitPart id="inspector" size="340px" min="260px" max="60%" fixed>
                  <Inspector />
                </SplitPart>
              )}
            </Split>
            {inspector.open && inspector.isOver && (
              <div className={classes.over}>
                <Inspector />
              </div>
            )}
          </main>
        </div>
        <StatusBar rows={info.rows} />
      </div>
      <Palette info={info} />
      <HelpDialog />
    </CaseContext>
  );
}

// The fragment is the route: following the link would leave the view.
function skip(event: { preventDefault: () => void }): void {
  event.preventDefault();
  document.getElementById('content')?.focus();
}
