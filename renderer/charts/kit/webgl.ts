let known: boolean | undefined;

const onProcessor = /swiftshader|llvmpipe|softpipe|software|basic render/i;

/**
 * Whether the page can draw by WebGL on a graphics card; asked once. Without a card browsers draw WebGL on the processor,
 * where 100,000 points take a second and a 2-D canvas takes a thirtieth of that.
 */
export function hasWebgl(): boolean {
  known ??= isOnCard(document.createElement('canvas').getContext('webgl', { failIfMajorPerformanceCaveat: true }));
  return known;
}

// Not every browser counts drawing on the processor as a caveat: the name of what draws tells.
function isOnCard(context: WebGLRenderingContext | null): boolean {
  if (!context) return false;
  const names = context.getExtension('WEBGL_debug_renderer_info');
  const name = String(context.getParameter(names?.UNMASKED_RENDERER_WEBGL ?? context.RENDERER));
  // The context made for the question is given back.
  context.getExtension('WEBGL_lose_context')?.loseContext();
  return !onProcessor.test(name);
}

/** Gives WebGL contexts back at once: a page may hold about 16, and the garbage collector comes late. */
export function releaseContexts(element: Element): void {
  for (const canvas of element.querySelectorAll('canvas')) {
    const context = canvas.getContext('webgl');
    context?.getExtension('WEBGL_lose_context')?.loseContext();
  }
}
