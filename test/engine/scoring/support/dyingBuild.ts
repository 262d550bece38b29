import { openCase } from '../../../../electron/engine/session/openCase';

/** Builds a case and ends its own process with SIGKILL once that many rows of a model are scored. */
async function main([path, cacheDir, rows]: string[]): Promise<void> {
  const progress = (done: number, _: number | null, text: string) => {
    if (text.startsWith('Scoring') && done >= Number(rows)) process.kill(process.pid, 'SIGKILL');
  };
  await openCase({ path: path!, cacheDir: cacheDir! }, { progress });
}

void main(process.argv.slice(2));
