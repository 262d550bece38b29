import type { FileDecision } from './decideFiles';

/** Says why a file that was taken for something is not used after all. */
export function leaveOut(files: FileDecision[], file: string, reason: string): void {
  const at = files.findIndex((each) => each.file === file);
  if (at >= 0) files[at] = { file, use: 'unused', confidence: 0, reason };
}
