import type { z } from 'zod';
import { RankscopeError } from '../wire/errors';
import { type CaseFile, caseSchema, caseVersion } from './caseSchema';
import { liftCase } from './lifts';
import { nearestName } from './nearestName';
import { keysAt } from './schemaAt';

/** One thing that is wrong with a case.yaml. `path` is empty for the file as a whole. */
export interface CaseProblem {
  path: (string | number)[];
  message: string;
}

/**
 * Checks a parsed case.yaml against the schema, after lifting an older version. Returns the case or every problem,
 * each with its path; throws nothing.
 */
export function parseCase(value: unknown): { case: CaseFile; problems: [] } | { case: null; problems: CaseProblem[] } {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return failed([{ path: [], message: 'expected keys and values, beginning with `rankscope: 1`' }]);
  }
  const version = (value as { rankscope?: unknown }).rankscope;
  const versionProblem = checkVersion(version);
  if (versionProblem) return failed([{ path: ['rankscope'], message: versionProblem }]);
  const result = caseSchema.safeParse(liftCase(value as Record<string, unknown>, version as number));
  if (!result.success) return failed(result.error.issues.flatMap((issue) => describe(issue, [])));
  return { case: result.data, problems: [] };
}

/** The dotted form of a path: `models[1].file`. */
export function dottedPath(path: readonly (string | number)[]): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    return text ? `${text}.${step}` : step;
  }, '');
}

/** The error for the first problem, naming how many more there are. */
export function caseError(
  file: string,
  problems: readonly CaseProblem[],
  lineOf?: (path: CaseProblem['path']) => number | undefined,
) {
  const [first, ...others] = problems;
  const path = dottedPath(first!.path);
  const more = others.map((each) => `${dottedPath(each.path) || 'file'}: ${each.message}`);
  return new RankscopeError({
    code: 'input',
    message: path ? `case.yaml, ${path}: ${first!.message}.` : `case.yaml: ${first!.message}.`,
    hint: more.length ? `Also wrong: ${more.slice(0, 5).join('; ')}.` : undefined,
    where: { file, line: lineOf?.(first!.path), ...(path && { path }) },
  });
}

function failed(problems: CaseProblem[]): { case: null; problems: CaseProblem[] } {
  return { case: null, problems };
}

function checkVersion(version: unknown): string | null {
  if (version === undefined) return 'is missing; a case begins with `rankscope: 1`, the version of its format';
  if (!Number.isInteger(version) || (version as number) < 1) return 'expected the version of the format, which is 1';
  if ((version as number) <= caseVersion) return null;
  return `this case has format version ${version}, this build reads up to ${caseVersion}; open it with a newer Rankscope`;
}

function describe(issue: z.core.$ZodIssue, prefix: readonly PropertyKey[]): CaseProblem[] {
  const path = [...prefix, ...issue.path];
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => unknownKey(path, key));
  if (issue.code === 'invalid_union' && issue.errors.length > 0) return describeUnion(issue, path);
  if (issue.code === 'invalid_key') return [problem(path, issue.issues[0]?.message ?? issue.message)];
  return [problem(path, sentence(issue))];
}

// The branch whose outer shape fits is the one the person meant; when none fits, all expectations are named.
function describeUnion(issue: z.core.$ZodIssueInvalidUnion, path: readonly PropertyKey[]): CaseProblem[] {
  const fits = issue.errors.find((branch) =>
    branch.every((each) => each.path.length > 0 || each.code !== 'invalid_type'),
  );
  if (fits) return fits.flatMap((each) => describe(each, path));
  const wanted = issue.errors.flatMap((branch) => branch.map((each) => expectation(each)));
  return [problem(path, `expected ${[...new Set(wanted)].join(' or ')}`)];
}

function unknownKey(path: readonly PropertyKey[], key: string): CaseProblem {
  const known = keysAt(caseSchema, path);
  const near = nearestName(key, known);
  const advice = near ? `did you mean \`${near}\`?` : `known keys here: ${known.join(', ')}`;
  return problem([...path, key], `is not a known key; ${advice}`.replace(/\?$/, ''));
}

function sentence(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') {
    return issue.input === undefined && /received undefined/.test(issue.message)
      ? `is missing; expected ${expectation(issue)}`
      : `expected ${expectation(issue)}`;
  }
  if (issue.code === 'invalid_value') return `expected ${expectation(issue)}`;
  return issue.message.replace(/^Invalid input: /, '').replace(/^Too (small|big): /, '');
}

const plainNames: Record<string, string> = {
  string: 'text',
  object: 'keys and values',
  array: 'a list',
  record: 'keys and values',
  int: 'a whole number',
  number: 'a number',
  boolean: 'true or false',
};

function expectation(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') return plainNames[issue.expected] ?? issue.expected;
  if (issue.code === 'invalid_value') return issue.values.map((each) => String(each)).join(', ');
  return issue.message;
}

function problem(path: readonly PropertyKey[], message: string): CaseProblem {
  return { path: path.map((step) => (typeof step === 'number' ? step : String(step))), message };
}
