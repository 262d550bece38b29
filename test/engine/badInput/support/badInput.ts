import type { CommandResult } from '../../support/runCommand';
import type { Lab } from './lab';

/** One input that the product must refuse. */
export interface BadInput {
  /** What is wrong, in a few words: the first column of docs/bad-input.md. */
  input: string;
  /** Puts it into a case folder that holds the good case. */
  spoil(lab: Lab): void | Promise<void>;
  /** The words after `rankscope`; default `build <folder>`. */
  args?: (lab: Lab) => string[];
  /** The place that the message names. */
  place: RegExp;
  /** The rest of what the message says, with what to do. */
  says: RegExp;
}

/** Standard error as one line, with the folders of this run taken out. */
export function messageOf({ err }: CommandResult, lab: Lab): string {
  return err
    .replace(/^rankscope: /, '')
    .trim()
    .replaceAll(`${lab.folder}/`, '')
    .replaceAll(lab.folder, '<case>')
    .replaceAll(lab.root, '<lab>')
    .replace(/\s*\n\s+/g, ' · ');
}
