/** A case that was opened on this machine before. */
export interface RecentCase {
  name: string;
  folder: string;
}

const kept = 8;

/** The list with this case first and no folder twice. */
export function withRecent(recent: readonly RecentCase[], opened: RecentCase): RecentCase[] {
  return [opened, ...recent.filter(({ folder }) => folder !== opened.folder)].slice(0, kept);
}
