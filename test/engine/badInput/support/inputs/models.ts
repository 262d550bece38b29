import { copyFileSync, cpSync, truncateSync, writeFileSync } from 'node:fs';
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
    input: 'ONNX, fewer features listed than it takes',
    spoil: (lab) => writeFiles(lab.folder, { 'case.yaml': goodYaml.replace('net.onnx', 'net.onnx, features: [f_x]') }),
    args: compareNet,
    place: /Model "net"/,
    says: /input "features" takes 2 features, but 1 is listed/,
  },
  {
    input: 'ONNX, weights in a file that is not there',
    spoil: (lab) => copyFileSync('test/fixtures/onnx/external.onnx', path.join(lab.folder, 'net.onnx')),
    args: compareNet,
    place: /net\.onnx/,
    says: /keeps weights in the file "external\.weights", which is not beside it.*Copy both files/,
  },
  {
    input: 'ONNX of a later opset',
    spoil: (lab) => copyFileSync('test/fixtures/onnx/futureOpset.onnx', path.join(lab.folder, 'net.onnx')),
    args: compareNet,
    place: /net\.onnx/,
    says: /asks for opset 99 of ai\.onnx, and the latest one that can be run is \d+.*Export it again with opset/,
  },
  {
    input: 'ONNX with an operator that does not exist',
    spoil: (lab) => copyFileSync('test/fixtures/onnx/unknownOperator.onnx', path.join(lab.folder, 'net.onnx')),
    args: compareNet,
    place: /net\.onnx/,
    says: /uses the operator Sharpen, which opset 17 does not have/,
  },
  {
    input: 'missing: of a feature that the model does not take',
    spoil: (lab) =>
      writeFiles(lab.folder, { 'case.yaml': goodYaml.replace('net.onnx', 'net.onnx, missing: { f_z: 0 }') }),
    args: compareNet,
    place: /Model "net"/,
    says: /missing: names "f_z", which is none of its features; the nearest name is "f_x"/,
  },
  {
    input: 'MLflow folder of another flavor',
    spoil: (lab) => {
      cpSync('test/fixtures/mlflow/sklearn', path.join(lab.folder, 'net'), { recursive: true });
      writeFiles(lab.folder, { 'case.yaml': goodYaml.replace('net.onnx', 'net') });
    },
    args: compareNet,
    place: /MLmodel/,
    says: /holds the flavors python_function, sklearn; of onnx, lightgbm, xgboost one is needed.*Log the model/,
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
