import { createHash } from 'node:crypto';
import path from 'node:path';

/** 16 hexadecimal digits that stand for a case: sha256 of the real path of its case.yaml. */
export function sessionId(caseFile: string): string {
  return createHash('sha256').update(caseFile).digest('hex').slice(0, 16);
}

/** Where the session of a case lies unless a place was given. */
export function sessionFileOf(cacheDir: string, caseFile: string): string {
  return path.join(cacheDir, sessionId(caseFile), 'session.rankscope');
}
