import type { Contract } from '../../../shared/contract';

type Listing = Contract['files.list']['result'];
type Entry = Listing['entries'][number];

const folder = (name: string, isCase = false): Entry => ({ name, kind: 'folder', token: name, bytes: null, isCase });

/** Two roots; one holds cases. */
export function cannedFiles(token: string | undefined): Listing {
  if (token === undefined)
    return { token: null, name: '', parent: null, entries: [folder('cases'), folder('downloads')] };
  if (token === 'downloads') return { token, name: '/home/ana/downloads', parent: null, entries: [] };
  const entries = [
    folder('home-feed-w42', true),
    folder('haystack', true),
    folder('lessons'),
    { name: 'search.rankscope', kind: 'file' as const, token: 'search', bytes: 81_002_112, isCase: true },
    { name: 'notes.txt', kind: 'file' as const, token: 'notes', bytes: 2210, isCase: false },
  ];
  return { token, name: '/srv/cases', parent: null, entries };
}
