import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { nearestName } from '../../../shared/case/nearestName';
import { type LogContract, logContractSchema } from '../../../shared/schemas/logContract';
import type { Check } from '../../../shared/schemas/session';
import { RankscopeError } from '../../../shared/wire/errors';
import { compareContracts } from '../../engine/extract/compareContracts';
import { checkIds } from '../checkIds';
import { checkText } from '../checkText';
import type { GlobalOptions } from '../globalOptions';
import type { Terminal } from '../terminal';
import { withCase } from '../withCase';

export interface CheckOptions extends GlobalOptions {
  strict?: string;
  contract?: string;
}

/**
 * `rankscope check`: what is wrong with the data of a case. Prints the checks, then fails with an `input` error when one
 * that --strict names counts anything.
 */
export async function checkCommand(casePath: string, options: CheckOptions, terminal: Terminal): Promise<void> {
  const strict = (options.strict ?? '').split(',').flatMap((id) => id.trim() || []);
  const agreed = options.contract === undefined ? null : await readContract(options.contract);
  const { info, checks } = await withCase(
    casePath,
    options,
    terminal,
    async ({ engine, session, info: found, context }) => {
      const compared = agreed && compareContracts(agreed, await engine.table['case.contract']({ session }, context));
      return { info: found, checks: [...(compared ?? []), ...found.checks].sort(bySeverity) };
    },
  );
  refuseUnknown(strict, checks);
  const hit = checks.filter((each) => each.count > 0 && strict.some((id) => isMeant(id, each.id)));
  const ok = hit.length === 0 && !checks.some((each) => each.severity === 'blocks' && each.count > 0);
  if (options.json) {
    const { name, inputs, warnings, rows, requests, excludedRows, refusedRows } = info;
    const counts = { rows, requests, excludedRows, refusedRows };
    const common = { version: 1, case: name, inputs, seed: options.seed ?? 0, definitions: {}, warnings };
    terminal.out(`${JSON.stringify({ ...common, ...counts, checks, ok })}\n`);
  } else terminal.out(checkText(info, checks));
  if (hit.length > 0) throw failed(hit);
}

// One check for each model or feature has an id of its own after a colon.
function isMeant(given: string, id: string): boolean {
  return id === given || id.startsWith(`${given}:`);
}

const severities: readonly Check['severity'][] = ['blocks', 'warns', 'notes'];

function bySeverity(a: Check, b: Check): number {
  return severities.indexOf(a.severity) - severities.indexOf(b.severity);
}

// After the build: a newer session may hold checks that this list does not have.
function refuseUnknown(strict: readonly string[], checks: readonly Check[]): void {
  const known = [...new Set([...checkIds, ...checks.map((each) => each.id)])];
  const unknown = strict.find(
    (given) => !known.some((id) => isMeant(given, id)) && !checkIds.includes(given.split(':')[0]!),
  );
  if (unknown === undefined) return;
  const near = nearestName(unknown, known);
  throw new RankscopeError({
    code: 'usage',
    message: `There is no check "${unknown}".`,
    hint: `${near ? `Did you mean "${near}"? ` : ''}Known are ${known.join(', ')}.`,
  });
}

function failed(hit: readonly Check[]): RankscopeError {
  const counted = hit.map((each) => `${each.id} (${each.count.toLocaleString('en-US')})`);
  return new RankscopeError({ code: 'input', message: `Checks that must count nothing do: ${counted.join(', ')}.` });
}

/** What `contract --json` writes beside the contract. */
const contractFileSchema = logContractSchema.extend({
  inputs: z.unknown().optional(),
  seed: z.unknown().optional(),
  definitions: z.unknown().optional(),
  warnings: z.unknown().optional(),
});

async function readContract(file: string): Promise<LogContract> {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new RankscopeError(
      { code: 'input', message: `There is no contract at ${file}.`, where: { file } },
      { cause },
    );
  });
  const parsed = contractFileSchema.safeParse(parseJson(text, file));
  if (parsed.success) {
    const { version, case: name, columns, missing } = parsed.data;
    return { version, case: name, columns, missing };
  }
  const [issue] = parsed.error.issues;
  throw new RankscopeError({
    code: 'input',
    message: `${path.basename(file)} is no contract: ${issue!.path.join('.')}: ${issue!.message}.`,
    hint: 'Write one with `rankscope contract <case>`.',
    where: { file },
  });
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new RankscopeError(
      { code: 'input', message: `${path.basename(file)} is not JSON: ${(cause as Error).message}.`, where: { file } },
      { cause },
    );
  }
}
