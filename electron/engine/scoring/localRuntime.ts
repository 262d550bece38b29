import { RankscopeError } from '../../../shared/wire/errors';
import type { Batch, ModelRuntime, ModelSignature } from './modelRuntime';

/** What a runtime opens: the part of an ONNX session that it needs. */
export interface LoadedModel {
  signature: ModelSignature;
  run(batch: Batch): Promise<Float64Array[]>;
  release(): Promise<void>;
}

/** Runs models in the calling thread, which they block while they load and run: for the worker and for tests. */
export class LocalRuntime implements ModelRuntime {
  readonly #open: (file: string) => Promise<LoadedModel>;
  readonly #models = new Map<number, LoadedModel>();
  #next = 1;

  constructor(open: (file: string) => Promise<LoadedModel>) {
    this.#open = open;
  }

  async load(file: string): Promise<{ handle: number; signature: ModelSignature }> {
    const model = await this.#open(file);
    const handle = this.#next++;
    this.#models.set(handle, model);
    return { handle, signature: model.signature };
  }

  async run(handle: number, batch: Batch): Promise<Float64Array[]> {
    const model = this.#models.get(handle);
    if (!model) throw new RankscopeError({ code: 'internal', message: `No model is loaded as ${handle}.` });
    return model.run(batch);
  }

  async release(handle: number): Promise<void> {
    const model = this.#models.get(handle);
    this.#models.delete(handle);
    await model?.release();
  }

  async close(): Promise<void> {
    for (const handle of [...this.#models.keys()]) await this.release(handle);
  }
}
