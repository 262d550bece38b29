/** Gives the person a file made in the page. */
export function downloadText(name: string, text: string, type: string): void {
  downloadBlob(name, new Blob([text], { type }));
}

/** The same for bytes. */
export function downloadBlob(name: string, blob: Blob): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // Revoking in the same task cancels the download in Firefox.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}

/** A name that every file system takes. */
export function fileName(...parts: string[]): string {
  return parts
    .join('-')
    .replace(/[^\p{L}\p{N}._@-]+/gu, '-')
    .slice(0, 120);
}
