import path from 'node:path';
import { RankscopeError } from '../../../shared/wire/errors';
import { createCaseFile } from '../../engine/ingest/init/createCaseFile';
import { initResult } from '../../engine/ingest/init/initResult';
import { proposeCase } from '../../engine/ingest/init/proposeCase';
import type { GlobalOptions } from '../globalOptions';
import { initText } from '../initText';
import { ProgressLine } from '../progressLine';
import type { Terminal } from '../terminal';

export interface InitOptions extends GlobalOptions {
  out?: string;
  name?: string;
  force?: boolean;
  role?: string[];
}

/** `rankscope init`: guesses what files are and writes a commented case.yaml; never over one without --force. */
export async function initCommand(paths: readonly string[], options: InitOptions, terminal: Terminal): Promise<void> {
  const progress = new ProgressLine(terminal, options.quiet === true);
  const controller = new AbortController();
  const stop = () => controller.abort();
  process.once('SIGINT', stop);
  try {
    const open = options.memory === undefined ? {} : { memoryLimit: options.memory };
    const folder = options.out === undefined ? null : path.resolve(options.out);
    const control = { signal: controller.signal, progress: progress.update };
    const roles = chosenRoles(options.role ?? []);
    const proposed = await proposeCase({ paths, folder, name: options.name, roles, open }, control);
    const result = initResult(proposed);
    refuseUnusable(proposed.proposal.log !== null, result);
    const { file } = await createCaseFile({
      folder: proposed.folder,
      yaml: proposed.yaml,
      replace: options.force === true,
      makeFolder: options.out !== undefined,
    });
    progress.clear();
    terminal.out(options.json ? `${JSON.stringify(jsonOf(file, result, options))}\n` : initText(file, result));
  } finally {
    progress.clear();
    process.removeListener('SIGINT', stop);
  }
}

function jsonOf(file: string, result: ReturnType<typeof initResult>, { seed }: InitOptions) {
  const { yaml: _, folder: __, warnings, files, ...rest } = result;
  const inputs = files.map((each) => ({ path: each.path, bytes: each.bytes }));
  return { version: 1, case: file, inputs, seed: seed ?? 0, definitions: {}, warnings, ...rest, files };
}

// `case.create` would refuse it too, but could not say which column to name.
function refuseUnusable(hasLog: boolean, { roles, columns, warnings, files }: ReturnType<typeof initResult>): void {
  const hasItem = roles.some((each) => each.role === 'item');
  const hasLists = files.some((each) => each.use === 'scores' || each.use === 'run');
  if ((hasLog && hasItem) || (!hasLog && hasLists)) return;
  const names = columns.slice(0, 30).map((each) => each.name);
  const unused = files.slice(0, 5).map((each) => `${each.path}: ${each.reason}`);
  throw new RankscopeError({
    code: 'input',
    message: warnings.at(-1) ?? 'These files make no case.',
    hint: hasLog
      ? `Say which one it is with --role item=COLUMN. It has ${names.join(', ')}.`
      : `A case needs a table with a column of items, or TREC runs. ${unused.join('; ')}.`,
  });
}

function chosenRoles(given: readonly string[]): Record<string, string | null> {
  return Object.fromEntries(
    given.map((each) => {
      const [role, ...column] = each.split('=');
      if (!role || column.length === 0) {
        throw new RankscopeError({
          code: 'usage',
          message: `--role "${each}" is not of the form role=column.`,
          hint: 'Such as --role item=sku, or --role user= for none.',
        });
      }
      return [role, column.join('=') || null];
    }),
  );
}
