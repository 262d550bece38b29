import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../support/runCommand';
import { type BadInput, messageOf } from './support/badInput';
import { caseFileInputs, pathInputs } from './support/inputs/caseFile';
import { modelInputs } from './support/inputs/models';
import { predicateInputs } from './support/inputs/predicates';
import { sliceInputs } from './support/inputs/slices';
import { tableInputs } from './support/inputs/tables';
import { type Lab, meansOf, openLab, snapshot } from './support/lab';
import { markdownTable } from './support/markdownTable';

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

const messages = new Map<string, string[][]>();

function suite(title: string, inputs: readonly BadInput[]): void {
  describe(title, () => {
    beforeAll(() => {
      messages.set(title, [['Input', 'Message']]);
    });

    it.each(inputs)('refuses $input', async (bad) => {
      const message = await refuse(bad);
      messages.get(title)!.push([bad.input, message]);
      expect(message).toMatch(bad.place);
      expect(message).toMatch(bad.says);
      expect(message).not.toMatch(/undefined|\bat .*\.cjs|Error:|SELECT \d|fault of Rankscope/);
      expect(message.length).toBeLessThan(500);
    });
  });
}

suite('case.yaml', caseFileInputs);
suite('Paths', pathInputs);
suite('Tables', tableInputs);
suite('Predicates in case.yaml', predicateInputs);
suite('Slices', sliceInputs);

describe('after all of these', () => {
  it('keeps the session as it was', async () => {
    expect(readFileSync(lab.session).equals(session)).toBe(true);
    expect(await meansOf(lab.session)).toEqual(good);
    lab.reset();
    expect(await meansOf(lab.folder)).toEqual(good);
    expect(existsSync(path.join(lab.folder, 'case.yaml'))).toBe(true);
  });
});

suite('Models', modelInputs);

describe('the list of messages', () => {
  it('is the one in docs', async () => {
    const sections = [...messages].map(([title, rows]) => `## ${title}\n\n${markdownTable(rows)}\n`);
    await expect([head, ...sections].join('\n')).toMatchFileSnapshot('../../../docs/bad-input.md');
  });
});

const head = `# What bad input is answered with

Every input below ends a command with exit code 2 and this one message (its lines joined by a dot); inputs, the former
session and everything else on disk stay as they were. The messages are those of the last test run:
\`npx vitest run --project engine test/engine/badInput/refusals.test.ts -u\` writes this page again.

What is wrong with single rows never ends a build: such rows are refused and counted, each with file, line or row and
reason (table \`refused_rows\`), or counted by a check.

A process that is killed leaves \`session.lock\`, \`session.lock.guard\`, \`scoring.pending\` and files that begin with
\`session.rankscope.building-\` beside the session; the next command on the case removes them. \`session.rankscope.io\`
is an empty folder that belongs to the session.
`;
