/** Our custom scheme; `app:` pages have a secure origin of their own and no access to `file:`. */
export const appScheme = 'app';

/** The one host of our scheme; a page elsewhere under `app:` is not ours. */
export const appHost = 'rankscope';

/** The address of the window's page. */
export const pageUrl = `${appScheme}://${appHost}/index.html`;

/** Whether a URL belongs to our page. Node's `URL.origin` is "null" for every custom scheme, so parts are compared. */
export function isAppUrl(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, host } = new URL(url);
  return protocol === `${appScheme}:` && host === appHost;
}
