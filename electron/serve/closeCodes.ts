/** Why this host closes a WebSocket, as the page sees it in `CloseEvent.code`; the reason is a sentence. */
export const closeCodes = {
  /** The host is stopping; nothing will answer at this address. */
  hostStops: 1001,
  /** A text message: every message is binary. */
  notBinary: 1003,
  /** The message is not a frame of our protocol. */
  malformed: 1007,
  /** The engine died and is coming back: connect again. */
  engineRestarts: 1012,
  /** The page reads too slowly: connect again. */
  tooSlow: 1013,
  /** The engine died too often and is not started again; connecting again gets the same answer. */
  engineFailed: 4503,
} as const;

/** A reason cut to the 123 bytes that a close frame holds. */
export function closeReason(text: string): string {
  const bytes = Buffer.from(text);
  if (bytes.length <= 123) return text;
  // A cut inside a character would leave half of it, which a browser treats as a broken connection.
  let end = 120;
  while ((bytes[end]! & 0xc0) === 0x80) end--;
  return `${bytes.subarray(0, end).toString('utf8')}…`;
}
