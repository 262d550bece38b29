import { spawn } from 'node:child_process';

/** The command that opens an address on this machine, or null where no person sits in front of it. */
export function openerCommand(
  platform: NodeJS.Platform,
  env: NodeJS.ProcessEnv,
): { command: string; args: string[] } | null {
  if (platform === 'darwin') return { command: 'open', args: [] };
  // `start` is a word of cmd.exe, which would read `&` and `#`; this takes the address as it is.
  if (platform === 'win32') return { command: 'rundll32', args: ['url.dll,FileProtocolHandler'] };
  const display = env.DISPLAY || env.WAYLAND_DISPLAY;
  return display ? { command: 'xdg-open', args: [] } : null;
}

/**
 * Opens the address in the person's browser and tells whether that was possible. The address stands in the opener's
 * arguments for a moment, where other accounts of this machine may see it.
 */
export async function openBrowser(url: string, env: NodeJS.ProcessEnv = process.env): Promise<boolean> {
  const opener = openerCommand(process.platform, env);
  if (!opener) return false;
  return new Promise((resolve) => {
    const child = spawn(opener.command, [...opener.args, url], { stdio: 'ignore', detached: true, env });
    child.once('error', () => resolve(false));
    child.once('spawn', () => {
      child.unref();
      resolve(true);
    });
  });
}
