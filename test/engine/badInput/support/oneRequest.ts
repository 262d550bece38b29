import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import path from 'node:path';
import { seededRandom } from '../../../../shared/stats/random';
import { writeFiles } from '../../session/caseFolder';
import { goodYaml, logHeader } from './goodCase';
import type { Lab } from './lab';

/** Makes the lab's log one request of at least `bytes` bytes, all of its rows shown; gives the number of rows. */
export async function writeOneRequest(lab: Lab, bytes: number): Promise<number> {
  writeFiles(lab.folder, { 'case.yaml': goodYaml.replace(/.*a\.csv.*\n/, '') });
  const out = createWriteStream(path.join(lab.folder, 'log.csv'));
  const random = seededRandom(7);
  let [rows, written] = [0, 0];
  out.write(`${logHeader}\n`);
  while (written < bytes) {
    let page = '';
    for (let i = 0; i < 10_000; i++, rows++) {
      page += `the one,item-${rows},${rows + 1},${random.next(4)},${random.next(1000) / 1000},${random.next(7)},web\n`;
    }
    written += page.length;
    if (!out.write(page)) await once(out, 'drain');
  }
  out.end();
  await once(out, 'finish');
  return rows;
}
