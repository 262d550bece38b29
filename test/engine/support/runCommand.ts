import { runCli } from '../../../electron/cli/program';

/** What a command line did: exit code and everything it wrote. */
export interface CommandResult {
  code: number;
  out: string;
  err: string;
}

/** Runs a command line in this process, as `rankscope <args>`. */
export async function runCommand(...args: string[]): Promise<CommandResult> {
  const written = { out: '', err: '' };
  const code = await runCli(args, {
    out: (text) => {
      written.out += text;
    },
    err: (text) => {
      written.err += text;
    },
    interactive: false,
  });
  return { code, ...written };
}
