import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export const tinyRows = 6;
export const tinyRequests = 2;

/** Writes a case of two requests with three rows each and a score file, and returns its folder. */
export function writeTinyCase(folder: string): string {
  mkdirSync(folder, { recursive: true });
  const rows = ['q1,a,1,1', 'q1,b,2,0', 'q1,c,3,0', 'q2,a,1,0', 'q2,b,2,1', 'q2,c,3,0'];
  writeFileSync(path.join(folder, 'log.csv'), `request,item,position,click\n${rows.join('\n')}\n`);
  const scores = rows.map((row, index) => `${row.split(',').slice(0, 2).join(',')},${(index * 7) % 5}`);
  writeFileSync(path.join(folder, 'scores.csv'), `request,item,score\n${scores.join('\n')}\n`);
  writeFileSync(path.join(folder, 'case.yaml'), caseYaml);
  return folder;
}

const caseYaml = `rankscope: 1
name: Tiny
log:
  path: log.csv
  columns: { request: request, item: item, position: position, click: click }
label: click
models:
  - { name: other, file: scores.csv }
`;
