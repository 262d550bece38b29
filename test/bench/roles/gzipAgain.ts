import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';

/** Reads every file of a folder and writes the same bytes again, compressed where they were: `[folder, into]`. */
export async function gzipAgain([folder, into]: string[]): Promise<void> {
  let bytes = 0;
  for (const name of readdirSync(folder!, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(folder!, name);
    if (!statSync(file).isFile()) continue;
    const content = readFileSync(file);
    bytes += content.length;
    writeFileSync(path.join(into!, 'again'), name.endsWith('.gz') ? gzipSync(gunzipSync(content)) : content);
  }
  console.log(JSON.stringify({ bytes }));
}
