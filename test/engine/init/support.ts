import path from 'node:path';
import type { LoadedCase } from '../../../electron/engine/case/loadCase';
import { loadCase } from '../../../electron/engine/case/loadCase';
import { createCaseFile } from '../../../electron/engine/ingest/init/createCaseFile';
import { type ProposedCase, type ProposeOptions, proposeCase } from '../../../electron/engine/ingest/init/proposeCase';
import { temporaryFolder, writeFiles } from '../session/caseFolder';

/** Guesses a case for these files, lying in a folder that is removed with the test. */
export async function proposed(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: Partial<ProposeOptions> = {},
): Promise<ProposedCase & { role(name: string): string | null; use(file: string): string | undefined }> {
  const folder = path.join(temporaryFolder(), 'shop');
  writeFiles(folder, files);
  const result = await proposeCase({ paths: [folder], ...options });
  const { roles, files: decisions } = result.proposal;
  return {
    ...result,
    role: (name) => roles.find((each) => each.role === name)?.column ?? null,
    use: (file) => decisions.find((each) => path.relative(folder, each.file) === file)?.use,
  };
}

/** Writes a proposal and reads it back as every other command would. */
export async function written({ yaml, folder }: ProposedCase): Promise<LoadedCase> {
  await createCaseFile({ folder, yaml, replace: true });
  return loadCase(folder);
}

/** Delimited text of rows. */
export function csv(rows: readonly (readonly (string | number | null)[])[], delimiter = ','): string {
  return `${rows.map((row) => row.map((cell) => cell ?? '').join(delimiter)).join('\n')}\n`;
}

/** `requests` lists of `size` items each: request, item, position, and what `more` adds. */
export function lists(
  requests: number,
  size: number,
  head: readonly string[],
  row: (request: number, position: number) => readonly (string | number | null)[],
): (string | number | null)[][] {
  const rows: (string | number | null)[][] = [[...head]];
  for (let request = 1; request <= requests; request++) {
    for (let position = 1; position <= size; position++) rows.push([...row(request, position)]);
  }
  return rows;
}
