import { readFile, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { ModelKind } from '../../../shared/case/resolvedCase';
import { RankscopeError } from '../../../shared/wire/errors';
import { readYaml } from './readYaml';

/** The model inside an MLflow folder. */
export interface MlflowModel {
  /** Real path of the model file. */
  file: string;
  kind: ModelKind;
  /** Real path of `MLmodel`. */
  description: string;
  /** Names of the signature's input columns in order; null where it has none. */
  features: string[] | null;
}

const flavors = ['onnx', 'lightgbm', 'xgboost'] as const;
const maxBytes = 1_000_000;

const description = z.object({
  flavors: z.record(z.string(), z.looseObject({ data: z.string().optional() })),
  signature: z.object({ inputs: z.string().nullish() }).nullish(),
});
const columns = z.array(z.object({ name: z.string(), type: z.string() }));

/**
 * Reads `MLmodel` of a folder that MLflow wrote: which file holds the model, of which kind it is, and in which order it
 * takes its features. The flavors onnx, lightgbm and xgboost are known; the file must lie in the folder. Every fault is
 * an `input` error.
 */
export async function readMlflow(folder: string): Promise<MlflowModel> {
  const file = path.join(folder, 'MLmodel');
  const refuse = (reason: string, hint?: string) =>
    new RankscopeError({ code: 'input', message: `${file}: ${reason}.`, hint, where: { file } });
  const facts = await stat(file).catch(() => null);
  if (!facts?.isFile()) {
    throw new RankscopeError({
      code: 'input',
      message: `${folder} is a folder without a file "MLmodel", so it is no MLflow model.`,
      hint: 'Name the model file, or the folder that MLflow wrote.',
      where: { file: folder },
    });
  }
  if (facts.size > maxBytes) throw refuse(`it is larger than ${maxBytes / 1e6} MB`);
  const parsed = description.safeParse(yamlOf(await readFile(file, 'utf8'), file, refuse));
  if (!parsed.success) throw refuse('it does not describe a model: flavors with their data are expected');
  const found = Object.keys(parsed.data.flavors);
  const kind = flavors.find((each) => found.includes(each));
  if (!kind) {
    throw refuse(
      `it holds the flavors ${found.join(', ')}; of ${flavors.join(', ')} one is needed`,
      'Log the model with one of these flavors, or give its scores as a file.',
    );
  }
  const data = parsed.data.flavors[kind]!.data;
  if (data === undefined) throw refuse(`the flavor ${kind} does not say which file holds the model (data)`);
  const inner = await innerFile(folder, data, refuse);
  return { file: inner, kind, description: file, features: signatureColumns(parsed.data.signature?.inputs, refuse) };
}

function yamlOf(text: string, file: string, refuse: (reason: string) => Error): unknown {
  try {
    return readYaml(text, file).value;
  } catch {
    throw refuse('it is not valid YAML');
  }
}

async function innerFile(folder: string, data: string, refuse: (reason: string) => Error): Promise<string> {
  const file = await realpath(path.resolve(folder, data)).catch(() => null);
  if (file === null) throw refuse(`its model file "${data}" does not exist`);
  const relative = path.relative(await realpath(folder), file);
  if (relative.startsWith('..') || path.isAbsolute(relative)) {
    throw refuse(`its model file "${data}" lies outside of the folder`);
  }
  if (!(await stat(file)).isFile()) throw refuse(`its model "${data}" is not a plain file`);
  if (/\.(pkl|pickle|skops)$/.test(file)) {
    throw refuse(`its model file "${data}" is a Python object, which only Python can read`);
  }
  return file;
}

/** A signature of columns names the features in order; one of tensors does not. */
function signatureColumns(inputs: string | null | undefined, refuse: (reason: string) => Error): string[] | null {
  if (!inputs) return null;
  let value: unknown;
  try {
    value = JSON.parse(inputs);
  } catch {
    throw refuse('the inputs of its signature are not JSON');
  }
  const parsed = columns.safeParse(value);
  if (!parsed.success || parsed.data.some(({ type }) => type === 'tensor')) return null;
  return parsed.data.map(({ name }) => name);
}
