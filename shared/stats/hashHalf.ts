const encoder = new TextEncoder();

/**
 * Which half (0 or 1) a unit belongs to, by its id alone: FNV-1a (32 bits) of the UTF-8 bytes, stirred by murmur3's
 * finalizer, lowest bit. The same id falls into the same half in every log.
 */
export function hashHalf(id: string): 0 | 1 {
  return halfOfBytes(encoder.encode(id));
}

/** `hashHalf` of an id's UTF-8 bytes. */
export function halfOfBytes(bytes: Uint8Array): 0 | 1 {
  let hash = 0x811c9dc5;
  for (let i = 0; i < bytes.length; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) & 1) as 0 | 1;
}
