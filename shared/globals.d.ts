/**
 * The few globals that every place this folder runs in has (Node, browsers, Electron). Only `shared/tsconfig.json`
 * sees this file; the other layers bring their own types.
 */
declare class TextEncoder {
  encode(text: string): Uint8Array<ArrayBuffer>;
}
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes?: ArrayBufferView | ArrayBuffer): string;
}
interface AbortSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: 'abort', listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
  throwIfAborted(): void;
}
declare class AbortController {
  readonly signal: AbortSignal;
  abort(reason?: unknown): void;
}
declare function queueMicrotask(task: () => void): void;
declare function structuredClone<T>(value: T): T;
declare function setTimeout(task: () => void, ms?: number): unknown;
declare function clearTimeout(timer: unknown): void;
