const key = 'rankscope.token';

/** The token in a fragment like `#t=abc` or `#t=abc&/compare`, and the fragment without it. */
export function splitToken(fragment: string): { token: string | null; rest: string } {
  const match = /^#t=([A-Za-z0-9_-]+)(?:&(.*))?$/.exec(fragment);
  return match ? { token: match[1]!, rest: match[2] ? `#${match[2]}` : '' } : { token: null, rest: fragment };
}

/** The token that this tab holds; null where the page has no server. */
export function storedToken({ sessionStorage }: Pick<Window, 'sessionStorage'>): string | null {
  return sessionStorage.getItem(key);
}

/**
 * Takes the token out of the address bar, so that it is neither shown nor copied. This tab's session storage keeps it:
 * only memory would lose it with every reload, and running jobs survive a reload.
 */
export function takeToken(page: Pick<Window, 'location' | 'history' | 'sessionStorage'>): string | null {
  const { token, rest } = splitToken(page.location.hash);
  if (token === null) return storedToken(page);
  page.history.replaceState(null, '', `${page.location.pathname}${page.location.search}${rest}`);
  page.sessionStorage.setItem(key, token);
  return token;
}
