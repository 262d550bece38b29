import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';

export type Log = (line: string) => void;

const largestBytes = 1_000_000;
const olderFiles = 3;
const longestLine = 8_000;

/**
 * Appends lines with the time to `main.log` in a folder, and repeats them on the error output. A full file becomes
 * `main.1.log`, up to `main.3.log`. Nothing leaves this machine. Written at once, because the line that matters is often
 * the last one before the end.
 */
export function openLog(folder: string, limitBytes = largestBytes): Log {
  const file = path.join(folder, 'main.log');
  let bytes = 0;
  // A full disk or a folder that may not be written must not end the app; the lines still reach the error output.
  const attempt = (task: () => void) => {
    try {
      task();
    } catch (error) {
      process.stderr.write(`log: ${(error as Error).message}\n`);
    }
  };
  attempt(() => {
    mkdirSync(folder, { recursive: true });
    bytes = sizeOf(file);
  });
  return (line) => {
    const entry = `${new Date().toISOString()} ${line.slice(0, longestLine)}\n`;
    process.stderr.write(`${line}\n`);
    attempt(() => {
      if (bytes > 0 && bytes + entry.length > limitBytes) {
        shift(folder);
        bytes = 0;
      }
      appendFileSync(file, entry);
      bytes += Buffer.byteLength(entry);
    });
  };
}

function shift(folder: string): void {
  const named = (at: number) => path.join(folder, at === 0 ? 'main.log' : `main.${at}.log`);
  for (let at = olderFiles - 1; at >= 0; at--) if (sizeOf(named(at)) > 0) renameSync(named(at), named(at + 1));
}

function sizeOf(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.size ?? 0;
}
