import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { checkCase } from '../../../shared/case/checkCase';
import { caseError, parseCase } from '../../../shared/case/parseCase';
import { resolveCase } from '../../../shared/case/resolveCase';
import type { ResolvedCase, ResolvedModel } from '../../../shared/case/resolvedCase';
import { RankscopeError } from '../../../shared/wire/errors';
import { findCase } from './findCase';
import { type InputFiles, type ModelInput, resolveInputs } from './inputFiles';
import { readYaml } from './readYaml';

/** A case that can be built: its settings with defaults, and the real path of every file it names. */
export interface LoadedCase {
  folder: string;
  /** Real path of case.yaml. */
  file: string;
  /** The text of case.yaml: part of the session's fingerprint. */
  text: string;
  case: ResolvedCase;
  inputs: InputFiles;
}

const maxCaseBytes = 1_000_000;

/**
 * Reads and checks a case folder or case.yaml. Every fault is an `input` error with file, line and dotted path. Files
 * that the case names are found here, but not read.
 */
export async function loadCase(given: string): Promise<LoadedCase> {
  const { folder, file } = await findCase(given);
  const text = await readFile(file, 'utf8');
  if (text.length > maxCaseBytes) throw tooLong(file);
  const yaml = readYaml(text, file);
  const parsed = parseCase(yaml.value);
  if (!parsed.case) throw caseError(file, parsed.problems, yaml.lineOf);
  const resolved = resolveCase(parsed.case);
  const problems = checkCase(resolved);
  if (problems.length > 0) throw caseError(file, problems, yaml.lineOf);
  const inputs = await resolveInputs(
    resolved,
    { folder, caseFile: file, allowOutside: resolved.allowOutside },
    yaml.lineOf,
  );
  const models = resolved.models.map((model, index) => asFound(folder, model, inputs.models[index] ?? null));
  return { folder, file, text, case: { ...resolved, models }, inputs };
}

/** A model as its file shows it: its kind, and for MLflow folders the file inside and the order of its features. */
function asFound(folder: string, model: ResolvedModel, found: ModelInput | null): ResolvedModel {
  if (!found) return model;
  const { kind, file, mlflow } = found;
  if (!mlflow) return { ...model, kind };
  const relative = path.relative(folder, file).split(path.sep).join('/');
  return { ...model, kind, file: relative, features: model.features ?? mlflow.features };
}

function tooLong(file: string): RankscopeError {
  return new RankscopeError({
    code: 'input',
    message: `${file} is larger than ${maxCaseBytes / 1e6} MB; a case.yaml names data files, it does not hold data.`,
    where: { file },
  });
}
