/** Texts one after the other: text `i` is `bytes[offsets[i] .. offsets[i + 1])`. */
export interface Utf8Texts {
  offsets: Uint32Array;
  bytes: Uint8Array;
}

const encoder = new TextEncoder();
// Without ignoreBOM a text that begins with U+FEFF would lose it.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

/** Lone surrogates, which UTF-8 cannot hold, become U+FFFD. */
export function encodeTexts(texts: readonly string[]): Utf8Texts {
  const parts = texts.map((text) => encoder.encode(text));
  const offsets = new Uint32Array(texts.length + 1);
  parts.forEach((part, i) => {
    offsets[i + 1] = (offsets[i] ?? 0) + part.length;
  });
  const bytes = new Uint8Array(offsets[texts.length] ?? 0);
  parts.forEach((part, i) => {
    bytes.set(part, offsets[i]);
  });
  return { offsets, bytes };
}

/** Text `index`; invalid bytes become U+FFFD. */
export function decodeText({ offsets, bytes }: Utf8Texts, index: number): string {
  const start = offsets[index] ?? 0;
  const end = offsets[index + 1] ?? start;
  return start === end ? '' : decoder.decode(bytes.subarray(start, end));
}
