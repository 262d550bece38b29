import { RankscopeError } from '../../../shared/wire/errors';
import type { ModelSignature, TensorInfo } from './modelRuntime';

/** The tensor that holds the score; `column` is null where it has one value a row. */
export interface PlannedOutput {
  tensor: string;
  column: number | null;
  /** Two values a row are the probabilities of two classes. */
  classifier: boolean;
  /** What messages call it where it is not the model's only output: `objective "click" of models/multi.onnx`. */
  subject?: string;
}

const floats = ['float32', 'float64', 'float16'];
const integers = ['int64', 'int32', 'int16', 'int8', 'uint8', 'uint16', 'uint32', 'uint64'];

/**
 * The score among a model's outputs: `tensor` or `tensor[column]` as the case names it, else the only float output,
 * else the only numeric one. Two columns beside a label output are the probabilities of a binary classifier: class 1
 * is the score; as files rarely declare the number of columns, that is settled when a batch comes back.
 */
export function planOutput(signature: ModelSignature, wish: string | null, subject?: string): PlannedOutput {
  const { name, column } = wish === null ? { name: theOnly(signature.outputs).name, column: null } : parse(wish);
  const refuse = (reason: string) => refuseOutput(subject, reason);
  const tensor = signature.zipMaps.find((zip) => zip.output === name)?.tensor ?? name;
  const info = signature.outputs.find((output) => output.name === tensor);
  if (!info) throw refuse(`it has no output "${name}"; its outputs are ${nameList(signature)}`);
  if (!isNumeric(info)) throw refuse(`its output "${name}" is ${info.type ?? 'a map or sequence'}, not a number`);
  const classifier = signature.outputs.some((output) => output !== info && !floats.includes(output.type ?? ''));
  return { tensor, column, classifier, ...(subject !== undefined && { subject }) };
}

function parse(wish: string): { name: string; column: number | null } {
  const match = /^(.*)\[(\d+)\]$/.exec(wish);
  return match ? { name: match[1]!, column: Number(match[2]) } : { name: wish, column: null };
}

function theOnly(outputs: readonly TensorInfo[]): TensorInfo {
  const float = outputs.filter((output) => floats.includes(output.type ?? ''));
  const numeric = float.length > 0 ? float : outputs.filter(isNumeric);
  if (numeric.length === 1) return numeric[0]!;
  const names = outputs.map((output) => `"${output.name}"`).join(', ');
  const what =
    numeric.length === 0 ? 'none of its outputs is a number' : `${numeric.length} of its outputs could be the score`;
  throw refuseOutput(
    undefined,
    `${what} (${names})`,
    numeric.length === 0 ? undefined : 'Name one under output: of this model in case.yaml.',
  );
}

function isNumeric(output: TensorInfo): boolean {
  return floats.includes(output.type ?? '') || integers.includes(output.type ?? '');
}

function nameList(signature: ModelSignature): string {
  const aliases = new Map(signature.zipMaps.map((zip) => [zip.tensor, zip.output]));
  return signature.outputs.map((output) => `"${aliases.get(output.name) ?? output.name}"`).join(', ');
}

/** What messages call the output of an objective. */
export function subjectOf(objective: string, { file }: { file: string | null }): string {
  return `objective "${objective}" of ${file}`;
}

/** Why an output cannot be the score, as the rest of a sentence about the model or about `subject`. */
export function refuseOutput(subject: string | undefined, reason: string, hint?: string): RankscopeError {
  return new RankscopeError({ code: 'input', message: `The ${subject ?? 'model'} cannot be scored: ${reason}.`, hint });
}
