/** Whether the page can draw by WebGL; the context made for the question is given back. */
export function hasWebgl(): boolean {
  const context = document.createElement('canvas').getContext('webgl');
  context?.getExtension('WEBGL_lose_context')?.loseContext();
  return context !== null;
}

/** Gives WebGL contexts back at once: a page may hold about 16, and the garbage collector comes late. */
export function releaseContexts(element: Element): void {
  for (const canvas of element.querySelectorAll('canvas')) {
    const context = canvas.getContext('webgl');
    context?.getExtension('WEBGL_lose_context')?.loseContext();
  }
}
