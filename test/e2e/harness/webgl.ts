/** Which WebGL the page finds: none, the processor's, or that of a graphics card, which the processor then plays. */
export type WebglKind = 'none' | 'processor' | 'card';

/** To be run in a page before its own scripts. */
export function playWebgl(kind: WebglKind): void {
  const original = HTMLCanvasElement.prototype.getContext;
  const getContext = function (this: HTMLCanvasElement, name: string, ...rest: unknown[]) {
    return name.startsWith('webgl') && kind === 'none' ? null : Reflect.apply(original, this, [name, ...rest]);
  };
  HTMLCanvasElement.prototype.getContext = getContext as typeof original;
  const rendererName = 0x9246;
  const parameter = WebGLRenderingContext.prototype.getParameter;
  WebGLRenderingContext.prototype.getParameter = function (this: WebGLRenderingContext, name: number) {
    if (name !== rendererName) return Reflect.apply(parameter, this, [name]);
    return kind === 'card' ? 'A graphics card' : 'Google SwiftShader';
  };
}
