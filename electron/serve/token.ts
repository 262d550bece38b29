import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** A new secret of 256 bits, in letters that a URL fragment and a WebSocket subprotocol both allow. */
export function newToken(): string {
  return randomBytes(32).toString('base64url');
}

/** Whether a text from outside is the token, in a time that does not depend on where they differ. */
export function sameToken(candidate: string, token: string): boolean {
  return timingSafeEqual(digest(candidate), digest(token));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
