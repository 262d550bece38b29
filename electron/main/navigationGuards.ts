import type { WebContents } from 'electron';
import { isAppUrl } from './appUrl';

/** Keeps a page and its frames where they are: no navigation away, no new windows, no webviews. */
export function guardNavigation(contents: WebContents): void {
  contents.setWindowOpenHandler(() => ({ action: 'deny' }));
  contents.on('will-frame-navigate', (details) => {
    if (!isAppUrl(details.url)) details.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
}
