import type { Session } from 'electron';
import { isAppUrl } from './appUrl';

/** What the page may do beyond drawing: copy text. Electron grants everything that no handler refuses. */
const allowedPermissions = new Set(['clipboard-sanitized-write']);

/** Refuses every permission and device but copying text from our own page. */
export function guardSession(session: Session): void {
  session.setPermissionRequestHandler((contents, permission, answer) => {
    answer(allowedPermissions.has(permission) && isAppUrl(contents.getURL()));
  });
  session.setPermissionCheckHandler((contents, permission) => {
    return allowedPermissions.has(permission) && isAppUrl(contents?.getURL() ?? '');
  });
  session.setDevicePermissionHandler(() => false);
  session.setSpellCheckerEnabled(false);
}
