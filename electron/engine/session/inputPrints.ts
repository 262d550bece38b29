import { webcrypto } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { allInputs } from '../case/inputFiles';
import type { LoadedCase } from '../case/loadCase';
import { fingerprint, withHashes } from './fingerprints';
import type { InputPrint, SessionModel } from './sessionMeta';

/** Larger files are hashed in pieces, where they are needed. */
const wholeBytes = 1 << 26;

/** Size, time and content of every input of a case, looked at while the build goes on. */
export class InputPrints {
  /** Hashes of the files of models that are small enough to be hashed beside the event loop, by real path. */
  readonly modelHashes = new Map<string, Promise<string | null>>();
  readonly #files: string[];
  readonly #modelFiles: string[];
  readonly #prints: Promise<InputPrint[]>;

  constructor(loaded: LoadedCase, signal?: AbortSignal) {
    this.#files = allInputs(loaded.inputs);
    this.#modelFiles = loaded.inputs.models.map((each) => each?.file ?? '');
    // Scoring hashes the files of models for its keys: no need to read them twice.
    this.#prints = fingerprint(loaded.folder, this.#files, new Set(this.#modelFiles), signal);
    // They are awaited at the end; a failure before that must not count as unhandled.
    this.#prints.catch(() => undefined);
    const { models, training } = loaded.inputs;
    for (const file of [...models.flatMap((each) => each?.weights ?? []), ...training.flat()]) {
      this.modelHashes.set(
        file,
        this.of([file]).then(
          ([print]) => print!.sha256,
          () => null,
        ),
      );
    }
    for (const file of this.#modelFiles) if (file !== '') this.modelHashes.set(file, wholeHash(file, signal));
  }

  /** The prints of these inputs, none of which is the file of a model. */
  async of(files: readonly string[]): Promise<InputPrint[]> {
    const prints = await this.#prints;
    return files.map((file) => prints[this.#files.indexOf(file)]!);
  }

  /** The prints, with the hashes that scoring has found. */
  async finish(models: readonly SessionModel[], signal?: AbortSignal): Promise<InputPrint[]> {
    const hashes = new Map(models.map((model, index) => [this.#modelFiles[index]!, model.fileSha256]));
    return withHashes(await this.#prints, this.#files, hashes, signal);
  }
}

/** Null where the file has to be hashed in pieces, or cannot be read: whoever needs it then says why. */
async function wholeHash(file: string, signal?: AbortSignal): Promise<string | null> {
  try {
    const facts = await stat(file);
    if (!facts.isFile() || facts.size > wholeBytes) return null;
    const bytes = await readFile(file, { signal });
    return Buffer.from(await webcrypto.subtle.digest('SHA-256', bytes)).toString('hex');
  } catch {
    return null;
  }
}
