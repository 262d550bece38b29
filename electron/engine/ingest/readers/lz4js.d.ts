declare module 'lz4js' {
  /** Decompresses one LZ4 frame. */
  export function decompress(data: Uint8Array): Uint8Array | number[];
}
