import { createWriteStream, mkdirSync } from 'node:fs';
import path from 'node:path';

export type Log = (line: string) => void;

/** Appends lines with the time to `main.log` in a folder, and repeats them on the error output. */
export function openLog(folder: string): Log {
  mkdirSync(folder, { recursive: true });
  const file = createWriteStream(path.join(folder, 'main.log'), { flags: 'a' });
  // A full disk must not end the app; the lines still reach the error output.
  file.on('error', (error) => process.stderr.write(`log: ${error.message}\n`));
  return (line) => {
    file.write(`${new Date().toISOString()} ${line}\n`);
    process.stderr.write(`${line}\n`);
  };
}
