import { Tooltip } from '@mantine/core';
import { formatRoute, viewNames } from '../state/route';
import { useRouteStore } from '../state/routeStore';
import classes from './shell.module.css';
import { views } from './views';

/** The views, top to bottom. */
export function NavRail() {
  const { route, go } = useRouteStore();
  return (
    <nav className={classes.rail} aria-label="Views">
      {viewNames.map((name) => {
        const { title, question, Icon } = views[name];
        return (
          <Tooltip key={name} label={`${title}: ${question}`} position="right">
            <a
              href={formatRoute({ view: name, params: {} })}
              className={classes.railItem}
              aria-current={route.view === name ? 'page' : undefined}
              onClick={(event) => {
                if (event.ctrlKey || event.metaKey || event.shiftKey) return;
                event.preventDefault();
                go(name);
              }}
            >
              <Icon size={20} />
              <span>{title}</span>
            </a>
          </Tooltip>
        );
      })}
    </nav>
  );
}
