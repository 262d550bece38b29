import { stat } from 'node:fs/promises';
import path from 'node:path';
import { kindOfText } from '../../case/modelKind';
import { formatOf } from '../readers/logSource';
import { textHead } from './headSample';

/** What a file is by its name and first bytes. `why` says for `unknown` what was missing. */
export interface FileKind {
  kind: 'table' | 'run' | 'qrels' | 'onnx' | 'lightgbm' | 'xgboost' | 'unknown';
  why: string;
}

const headBytes = 65_536;

/** Looks at a file: its ending decides where that is enough, else its first lines. Nothing is loaded. */
export async function fileKind(file: string): Promise<FileKind> {
  const extension = path.extname(file).toLowerCase();
  if ((await stat(file)).size === 0) return { kind: 'unknown', why: 'the file is empty' };
  if (extension === '.onnx') return { kind: 'onnx', why: 'an ONNX model, by its ending' };
  if (extension === '.ubj') return { kind: 'xgboost', why: 'an XGBoost model, by its ending' };
  const format = formatOf(file);
  if (format === 'parquet' || format === 'arrow') return { kind: 'table', why: `a ${format} table, by its ending` };
  const { bytes } = await textHead(file, headBytes);
  if (bytes.subarray(0, 4).toString('latin1') === 'PAR1') return unknown('Parquet files end in .parquet');
  if (format === 'ndjson') return jsonKind(bytes.toString('utf8'));
  return textKind(bytes.toString('latin1'), format !== null && !/\.txt(\.gz|\.zst)?$/i.test(file), extension);
}

function jsonKind(head: string): FileKind {
  if (/"learner"\s*:/.test(head)) return { kind: 'xgboost', why: 'an XGBoost model: it holds "learner"' };
  const [first = ''] = head.trimStart().split('\n', 1);
  if (/^\{.*\}\s*$/.test(first.slice(0, headBytes)) || (first.startsWith('{') && !head.includes('\n'))) {
    return { kind: 'table', why: 'one JSON object a line' };
  }
  return unknown('it is JSON, but not one object a line and not an XGBoost model');
}

function textKind(head: string, namedTable: boolean, extension: string): FileKind {
  if (head.includes('\0') && !/^(\xff\xfe|\xfe\xff)/.test(head)) return unknown('it is not text');
  if (namedTable) return { kind: 'table', why: 'a delimited table, by its ending' };
  if (/^tree\r?\n/.test(head)) return { kind: 'lightgbm', why: 'a LightGBM model: its first line is "tree"' };
  const lines = head.split('\n').filter((line) => line.trim() !== '');
  if (/^-?\d+(\.\d+)?\s+qid:\S+\s+\d+:/.test(lines[0] ?? '')) {
    return unknown('LETOR text (grade qid:… 1:…) is not read; write it as CSV or Parquet with an item column');
  }
  const sample = lines.slice(0, Math.max(1, Math.min(50, lines.length - 1)));
  if (sample.every((line) => kindOfText(line) === 'trec' && !/[,;|]/.test(line.split(/\s/, 1)[0]!))) {
    return { kind: 'run', why: 'a TREC run: topic, Q0, document, rank, score' };
  }
  if (sample.every(isQrelsLine)) return { kind: 'qrels', why: 'TREC qrels: topic, iteration, document, grade' };
  if (extension === '.txt') return { kind: 'table', why: 'a delimited text file' };
  return unknown('neither its ending nor its first lines tell what it is');
}

function isQrelsLine(line: string): boolean {
  const fields = line.trim().split(/\s+/);
  return fields.length === 4 && /^-?\d+(\.\d+)?$/.test(fields[3]!);
}

function unknown(why: string): FileKind {
  return { kind: 'unknown', why };
}
