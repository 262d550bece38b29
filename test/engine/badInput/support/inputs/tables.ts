import { readFileSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openLoader } from '../../../../../electron/engine/db/open';
import { writeFiles } from '../../../session/caseFolder';
import type { BadInput } from '../badInput';
import { goodYaml, logHeader, logLines, text } from '../goodCase';
import type { Lab } from '../lab';

const log = (content: string | Uint8Array) => (lab: Lab) => writeFiles(lab.folder, { 'log.csv': content });

/** Writes `log.parquet` from the good log, or from a SELECT, and lets case.yaml name it. */
async function parquetLog(lab: Lab, select = `FROM read_csv('${path.join(lab.folder, 'log.csv')}')`): Promise<string> {
  const file = path.join(lab.folder, 'log.parquet');
  const db = await openLoader(null);
  await db.run({ text: `COPY (${select}) TO '${file}' (FORMAT parquet)` });
  await db.close();
  writeFiles(lab.folder, { 'case.yaml': goodYaml.replace('log.csv', 'log.parquet') });
  return file;
}

const flip = (file: string, from: number, bytes: number) => {
  const content = readFileSync(file);
  for (let i = from; i < from + bytes; i++) content[i] = (content[i] ?? 0) ^ 0x5a;
  writeFileSync(file, content);
};

/** Files of tables. */
export const tableInputs: BadInput[] = [
  {
    input: 'Parquet cut off',
    async spoil(lab) {
      truncateSync(await parquetLog(lab), 700);
    },
    place: /log\.parquet/,
    says: /not a whole Parquet file, it may have been cut off.*Write the file again/,
  },
  {
    input: 'Parquet of zero bytes',
    async spoil(lab) {
      truncateSync(await parquetLog(lab), 0);
    },
    place: /log\.parquet/,
    says: /not a whole Parquet file/,
  },
  {
    input: 'Parquet with broken pages',
    async spoil(lab) {
      flip(await parquetLog(lab), 10, 200);
    },
    place: /log\.parquet/,
    says: /its contents are broken.*Write the file again/,
  },
  {
    input: 'Parquet with a broken footer',
    async spoil(lab) {
      const file = await parquetLog(lab);
      flip(file, readFileSync(file).length - 200, 150);
    },
    place: /log\.parquet/,
    says: /its contents are broken.*Write the file again/,
  },
  {
    input: 'CSV that is called .parquet',
    async spoil(lab) {
      const file = await parquetLog(lab);
      writeFileSync(file, readFileSync(path.join(lab.folder, 'log.csv')));
    },
    place: /log\.parquet/,
    says: /not a whole Parquet file/,
  },
  {
    input: 'missing column, a near one exists',
    spoil: (lab) => writeFiles(lab.folder, { 'case.yaml': goodYaml.replace('item: doc', 'item: dok') }),
    place: /log\.columns\.item/,
    says: /no column "dok".*log\.csv.*Did you mean "doc"\?/,
  },
  {
    input: 'missing column, nothing near',
    spoil: (lab) => writeFiles(lab.folder, { 'case.yaml': goodYaml.replace('item: doc', 'item: merchandise') }),
    place: /log\.columns\.item/,
    says: /no column "merchandise".*It has "qid", "doc"/,
  },
  { input: 'empty CSV', spoil: log(''), place: /log\.csv/, says: /is empty/ },
  {
    input: 'CSV with a header and no rows',
    spoil: log(`${logHeader}\n`),
    place: /log\.csv/,
    says: /no row that can be used/,
  },
  {
    input: 'CSV with 200,000 columns',
    spoil: log(text([Array.from({ length: 200_000 }, (_, i) => `c${i}`).join(','), 'x'])),
    place: /log\.csv/,
    says: /more than 10,?000 columns/,
  },
  {
    input: 'CSV with a column twice',
    spoil: log(text([logHeader.replace('f_y', 'f_x'), ...logLines()])),
    place: /log\.csv/,
    says: /the column "f_x" twice.*Rename one/,
  },
  {
    input: 'CSV with columns that differ by case',
    spoil: log(text([logHeader.replace('f_y', 'F_X'), ...logLines()])),
    place: /log\.csv/,
    says: /"f_x" and "F_X", which differ only by case.*Rename one/,
  },
  {
    input: 'CSV of binary bytes',
    spoil: log(Uint8Array.from({ length: 4000 }, (_, i) => (i * 7919 + 13) % 251)),
    place: /log\.csv/,
    says: /8-bit encoding.*Save it as UTF-8/,
  },
  {
    input: 'CSV in UTF-32',
    spoil: log(
      Buffer.concat([
        Buffer.from([0xff, 0xfe, 0, 0]),
        ...[...logHeader].map((c) => Buffer.from([c.charCodeAt(0), 0, 0, 0])),
      ]),
    ),
    place: /log\.csv/,
    says: /UTF-32.*Save it as UTF-8/,
  },
  {
    input: 'file without an ending',
    spoil: (lab) => writeFiles(lab.folder, { log: 'qid,doc\n1,2\n', 'case.yaml': goodYaml.replace('log.csv', 'log') }),
    place: /log/,
    says: /does not tell the format.*\.parquet/,
  },
  {
    input: 'CSV cut off inside .gz',
    spoil: async (lab) => {
      const { gzipSync } = await import('node:zlib');
      const bytes = gzipSync(readFileSync(path.join(lab.folder, 'log.csv')));
      writeFiles(lab.folder, {
        'log.csv.gz': bytes.subarray(0, bytes.length - 60),
        'case.yaml': goodYaml.replace('log.csv', 'log.csv.gz'),
      });
    },
    place: /log\.csv\.gz/,
    says: /compression is damaged or cut off/,
  },
];
