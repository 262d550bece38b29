import { copyFile, rename, rm } from 'node:fs/promises';

/**
 * Moves a file over `target`, also to another disk. The target appears whole or not at all: a full disk leaves neither
 * half a file nor takes the source away.
 */
export async function moveFile(source: string, target: string): Promise<void> {
  try {
    await rename(source, target);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error;
    await copyOver(source, target);
  }
}

async function copyOver(source: string, target: string): Promise<void> {
  const part = `${target}.part-${process.pid}`;
  try {
    await copyFile(source, part);
    await rename(part, target);
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
  await rm(source, { force: true });
}
