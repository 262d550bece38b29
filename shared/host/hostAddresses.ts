/** Where the browser host gives an exported file away: once, to whoever knows the token. */
export const exportPrefix = '/export/';

/** The address of an exported file; the name at its end is what a browser calls the file. */
export function exportAddress(token: string, name: string): string {
  return `${exportPrefix}${encodeURIComponent(token)}/${encodeURIComponent(name)}`;
}

/** The token and the name in such an address; null when it is none. */
export function parseExportAddress(target: string): { token: string; name: string } | null {
  const match = /^\/export\/([A-Za-z0-9_-]{8,64})\/([^/?#]{1,600})$/.exec(target);
  if (!match) return null;
  try {
    return { token: match[1]!, name: decodeURIComponent(match[2]!) };
  } catch {
    // A stray % is no name of ours.
    return null;
  }
}

/** Where the browser host takes a file in: `POST` with the bytes as the body and the name in the query. */
export const uploadPath = '/api/uploads';

/** What a file may have, 2 GB. */
export const largestUploadBytes = 2 * 2 ** 30;

/** An uploaded file: the token stands for it in calls to the engine, `batch` keeps files of one drop together. */
export interface Uploaded {
  token: string;
  name: string;
  bytes: number;
  batch: string;
}
