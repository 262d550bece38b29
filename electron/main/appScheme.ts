import { protocol } from 'electron';
import { appScheme } from './appUrl';
import { respondWithFile } from './staticFile';

/** Makes `app:` a secure, standard origin. Only possible once, before the app is ready. */
export function registerAppScheme(): void {
  const privileges = {
    standard: true,
    secure: true,
    supportFetchAPI: true,
    corsEnabled: true,
    stream: true,
    codeCache: true,
    bypassCSP: false,
  };
  protocol.registerSchemesAsPrivileged([{ scheme: appScheme, privileges }]);
}

/** Serves the page's files from `root` (an absolute folder, also inside the archive). */
export function serveApp(root: string): void {
  protocol.handle(appScheme, (request) => respondWithFile(root, request));
}
