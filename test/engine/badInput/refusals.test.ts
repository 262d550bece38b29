import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../support/runCommand';
import { type BadInput, messageOf } from './support/badInput';
import { caseFileInputs, pathInputs } from './support/inputs/caseFile';
import { modelInputs } from './support/inputs/models';
import { predicateInputs } from './support/inputs/predicates';
import { tableInputs } from './support/inputs/tables';
import { type Lab, meansOf, openLab, snapshot } from './support/lab';

let lab: Lab;
let good: Record<string, number>;
let session: Buffer;

beforeAll(async () => {
  lab = openLab();
  good = await meansOf(lab.folder);
  session = readFileSync(lab.session);
});
afterAll(() => lab.close());

/** Spoils the case, runs the command, and gives its one message; everything around it must stay as it was. */
async function refuse({ spoil, args }: BadInput): Promise<string> {
  lab.reset();
  await spoil(lab);
  const [inputs, temporary] = [snapshot(lab.folder), snapshot(lab.temporary)];
  const result = await runCommand(...(args?.(lab) ?? ['build', lab.folder]), '--quiet');
  expect(result.code, result.err).toBe(2);
  expect(result.out).toBe('');
  expect(snapshot(lab.folder)).toEqual(inputs);
  expect(snapshot(lab.temporary)).toEqual(temporary);
  expect(leftovers()).toEqual([]);
  return messageOf(result, lab);
}

function leftovers(): string[] {
  const names = Object.keys(snapshot(lab.cacheDir)).map((name) => path.basename(name));
  return names.filter(
    (name) => !['session.rankscope', 'session.rankscope.io', path.basename(path.dirname(lab.session))].includes(name),
  );
}

const messages: string[] = [];

function suite(title: string, inputs: readonly BadInput[]): void {
  describe(title, () => {
    it.each(inputs)('refuses $input', async (bad) => {
      const message = await refuse(bad);
      messages.push(`| ${bad.input} | ${message.replaceAll('|', '\\|')} |`);
      expect(message).toMatch(bad.place);
      expect(message).toMatch(bad.says);
      expect(message).not.toMatch(/undefined|\bat .*\.cjs|Error:|SELECT \d|fault of Rankscope/);
      expect(message.length).toBeLessThan(500);
    });
  });
}

suite('case.yaml', caseFileInputs);
suite('paths', pathInputs);
suite('tables', tableInputs);
suite('predicates', predicateInputs);

describe('after all of these', () => {
  it('keeps the session as it was', async () => {
    expect(readFileSync(lab.session).equals(session)).toBe(true);
    expect(await meansOf(lab.session)).toEqual(good);
    lab.reset();
    expect(await meansOf(lab.folder)).toEqual(good);
    expect(existsSync(path.join(lab.folder, 'case.yaml'))).toBe(true);
  });
});

suite('models', modelInputs);
