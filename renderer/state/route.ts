/** The views that exist, in the order of the navigation rail. */
export const viewNames = ['data', 'compare'] as const;

export type ViewName = (typeof viewNames)[number];

/** Where the window is: a view and what it needs to be drawn again, all text. */
export interface Route {
  view: ViewName;
  params: Record<string, string>;
}

export const startRoute: Route = { view: 'data', params: {} };

/** Reads `#/compare?metric=ndcg@10`. An unknown view or an empty fragment gives the first view; never throws. */
export function parseRoute(fragment: string): Route {
  const [path = '', query = ''] = splitOnce(fragment.replace(/^#\/?/, ''), '?');
  const view = viewNames.find((name) => name === path);
  if (!view) return startRoute;
  return { view, params: Object.fromEntries(new URLSearchParams(query)) };
}

/** The fragment of a route; empty values are left out and `@`, `:`, `,` stay readable. */
export function formatRoute({ view, params }: Route): string {
  const filled = Object.entries(params).filter(([, value]) => value !== '');
  const query = new URLSearchParams(filled).toString();
  const readable = query.replaceAll('%40', '@').replaceAll('%3A', ':').replaceAll('%2C', ',');
  return `#/${view}${readable ? `?${readable}` : ''}`;
}

/** The route with some params set; null and '' take one away. */
export function withParams(route: Route, changes: Record<string, string | null>): Route {
  const merged = Object.entries({ ...route.params, ...changes }).filter(([, value]) => value !== null && value !== '');
  return { view: route.view, params: Object.fromEntries(merged) as Record<string, string> };
}

/** A list param: names joined by commas, each escaped so that a comma inside a name survives. */
export function joinList(names: readonly string[]): string {
  return names.map((name) => name.replaceAll('%', '%25').replaceAll(',', '%2C')).join(',');
}

/** The reverse of `joinList`; null when the param is absent. */
export function splitList(text: string | undefined): string[] | null {
  if (!text) return null;
  return text.split(',').map((name) => name.replaceAll('%2C', ',').replaceAll('%25', '%'));
}

function splitOnce(text: string, separator: string): string[] {
  const at = text.indexOf(separator);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + 1)];
}
