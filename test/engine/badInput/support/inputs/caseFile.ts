import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { writeFiles } from '../../../session/caseFolder';
import type { BadInput } from '../badInput';
import { goodYaml } from '../goodCase';
import type { Lab } from '../lab';

const yaml = (from: string | RegExp, to: string) => (lab: Lab) =>
  writeFiles(lab.folder, { 'case.yaml': goodYaml.replace(from, to) });
const wholeYaml = (text: string) => (lab: Lab) => writeFiles(lab.folder, { 'case.yaml': text });

/** case.yaml itself: its syntax, its keys, its version. */
export const caseFileInputs: BadInput[] = [
  {
    input: 'no case.yaml in the folder',
    spoil: (lab) => rmSync(path.join(lab.folder, 'case.yaml')),
    place: /<case>/,
    says: /holds no case\.yaml.*rankscope init/,
  },
  {
    input: 'no such folder',
    spoil: () => {},
    args: (lab) => ['build', path.join(lab.folder, 'nowhere')],
    place: /nowhere/,
    says: /There is no file or folder at/,
  },
  { input: 'empty case.yaml', spoil: wholeYaml(''), place: /case\.yaml/, says: /beginning with `rankscope: 1`/ },
  {
    input: 'unknown key in case.yaml',
    spoil: yaml('features:', 'feature:'),
    place: /case\.yaml:7, key feature/,
    says: /feature: is not a known key; did you mean `features`/,
  },
  {
    input: 'unknown nested key',
    spoil: yaml('position: pos', 'positon: pos'),
    place: /case\.yaml:5, key log\.columns\.positon/,
    says: /is not a known key; did you mean `position`/,
  },
  {
    input: 'key twice',
    spoil: yaml('features: ["f_*"]', 'name: Other'),
    place: /case\.yaml.*line 7/,
    says: /the key name stands twice.*Correct the file/,
  },
  {
    input: 'broken YAML',
    spoil: yaml('["f_*"]', '["f_*"'),
    place: /case\.yaml.*line 8/,
    says: /Flow sequence.*Correct the file/,
  },
  {
    input: 'newer version of case.yaml',
    spoil: yaml('rankscope: 1', 'rankscope: 2'),
    place: /case\.yaml:1/,
    says: /format version 2, this build reads up to 1; open it with a newer Rankscope/,
  },
  {
    input: 'anchors in a cycle',
    spoil: yaml('features: ["f_*"]', 'description: &loop [*loop]'),
    place: /case\.yaml.*line 7/,
    says: /\*loop holds itself/,
  },
  {
    input: 'aliases that multiply',
    spoil: wholeYaml(
      `a: &a [x,x,x,x,x,x,x,x,x,x]\n${['b', 'c', 'd', 'e', 'f', 'g', 'h'].map((name, i) => `${name}: &${name} [${Array(10).fill(`*${'abcdefg'[i]}`).join(',')}]`).join('\n')}\n`,
    ),
    place: /case\.yaml/,
    says: /too many aliases/,
  },
  {
    input: 'case.yaml that is not text',
    spoil: (lab) => writeFileSync(path.join(lab.folder, 'case.yaml'), Buffer.from([0xff, 0xfe, 0, 1, 2, 0x80])),
    place: /case\.yaml/,
    says: /expected keys and values/,
  },
  {
    input: 'wrong type of a value',
    spoil: yaml('path: log.csv', 'path: { a: 1 }'),
    place: /case\.yaml:4, key log\.path/,
    says: /expected text or a list/,
  },
];

/** Paths that a case may not name. */
export const pathInputs: BadInput[] = [
  {
    input: 'missing file, a near one exists',
    spoil: yaml('path: log.csv', 'path: logs.csv'),
    place: /case\.yaml, log\.path/,
    says: /logs\.csv does not exist.*Did you mean log\.csv\?/,
  },
  {
    input: 'missing model file',
    spoil: (lab) => rmSync(path.join(lab.folder, 'net.onnx')),
    place: /models\[1\]\.file/,
    says: /net\.onnx does not exist/,
  },
  {
    input: 'path with `..`',
    spoil: (lab) => {
      writeFiles(lab.root, { 'outside.csv': 'qid,doc\n1,a\n' });
      yaml('path: log.csv', 'path: ../outside.csv')(lab);
    },
    place: /case\.yaml, log\.path/,
    says: /outside the case folder.*allowOutside/,
  },
  {
    input: 'absolute path',
    spoil: yaml('path: log.csv', 'path: /etc/hosts'),
    place: /case\.yaml, log\.path/,
    says: /\/etc\/hosts lies outside the case folder.*allowOutside/,
  },
  {
    input: 'symbolic link out of the folder',
    spoil: (lab) => {
      writeFiles(lab.root, { 'outside.csv': 'qid,doc\n1,a\n' });
      rmSync(path.join(lab.folder, 'log.csv'));
      symlinkSync(path.join(lab.root, 'outside.csv'), path.join(lab.folder, 'log.csv'));
    },
    place: /case\.yaml, log\.path/,
    says: /log\.csv lies outside the case folder \(it leads to .*allowOutside/,
  },
  {
    input: 'linked folder in a glob',
    spoil: (lab) => {
      writeFiles(lab.root, { 'other/a.csv': 'qid,doc\n1,a\n' });
      symlinkSync(path.join(lab.root, 'other'), path.join(lab.folder, 'data'));
      yaml('path: log.csv', 'path: data/*.csv')(lab);
    },
    place: /case\.yaml, log\.path/,
    says: /outside the case folder/,
  },
  {
    input: 'symbolic links in a circle',
    spoil: (lab) => {
      rmSync(path.join(lab.folder, 'log.csv'));
      symlinkSync('log.csv', path.join(lab.folder, 'log.csv'));
    },
    place: /log\.csv/,
    says: /circle/,
  },
  {
    input: 'folder for a file',
    spoil: (lab) => {
      mkdirSync(path.join(lab.folder, 'data'));
      yaml('path: log.csv', 'path: data')(lab);
    },
    place: /case\.yaml, log\.path/,
    says: /data is a folder, a file is expected.*data\/\*\.parquet/,
  },
  {
    input: 'folder for a model',
    spoil: (lab) => {
      mkdirSync(path.join(lab.folder, 'data'));
      yaml('file: a.csv', 'file: data')(lab);
    },
    place: /case\.yaml, models\[0\]\.file/,
    says: /data is a folder, a file is expected/,
  },
  {
    input: 'glob that matches nothing',
    spoil: yaml('path: log.csv', 'path: "data/*.parquet"'),
    place: /case\.yaml, log\.path/,
    says: /data\/\*\.parquet matches no file/,
  },
];
