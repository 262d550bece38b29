import { truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { writeFiles } from '../../../session/caseFolder';
import type { BadInput } from '../badInput';
import { goodModel, goodYaml } from '../goodCase';
import type { Lab } from '../lab';

const compareNet = (lab: Lab) => ['compare', lab.folder, '--means', '--models', 'a,net'];

/** Model files. The build goes on without such a model; a contest with it is refused. */
export const modelInputs: BadInput[] = [
  {
    input: 'ONNX cut off',
    spoil: (lab) => truncateSync(path.join(lab.folder, 'net.onnx'), 150),
    args: compareNet,
    place: /net\.onnx/,
    says: /Model "net" cannot be compared.*not a readable ONNX file.*export or fetch it again/,
  },
  {
    input: 'ONNX of random bytes',
    spoil: (lab) => writeFileSync(path.join(lab.folder, 'net.onnx'), Buffer.from(goodModel()).reverse()),
    args: compareNet,
    place: /net\.onnx/,
    says: /Model "net" cannot be compared.*not a readable ONNX file.*export or fetch it again/,
  },
  {
    input: 'empty ONNX',
    spoil: (lab) => truncateSync(path.join(lab.folder, 'net.onnx'), 0),
    args: compareNet,
    place: /net\.onnx/,
    says: /Model "net" cannot be compared.*not a readable ONNX file.*export or fetch it again/,
  },
  {
    input: 'ONNX, a feature that the log lacks',
    spoil: (lab) =>
      writeFiles(lab.folder, { 'case.yaml': goodYaml.replace('net.onnx', 'net.onnx, features: [f_x, f_z]') }),
    args: compareNet,
    place: /Model "net"/,
    says: /feature "f_z".*nearest name is "f_x".*features:/,
  },
  {
    input: 'missing column in a score file',
    spoil: (lab) => writeFiles(lab.folder, { 'a.csv': 'qid,doc\nq0,d0\n' }),
    args: (lab) => ['compare', lab.folder, '--means', '--models', 'a,net'],
    place: /a\.csv/,
    says: /./,
  },
  {
    input: 'score file with a pair twice',
    spoil: (lab) => writeFiles(lab.folder, { 'a.csv': 'qid,doc,score\nq0,d0,1\nq0,d0,2\n' }),
    args: compareNet,
    place: /a\.csv.*rows 1 and 2/,
    says: /"d0" of the request "q0" twice.*Keep one row/,
  },
  {
    input: 'no such model in --models',
    spoil: () => {},
    args: (lab) => ['compare', lab.folder, '--models', 'a,nett'],
    place: /"nett"/,
    says: /no model.*It has a, net/,
  },
  {
    input: 'no such metric',
    spoil: () => {},
    args: (lab) => ['compare', lab.folder, '--metrics', 'ndgc@10'],
    place: /ndgc@10/,
    says: /not known.*Did you mean "ndcg"/,
  },
];
