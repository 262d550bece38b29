import type { ModelInfo } from '../../../shared/schemas/session';
import type { Weights } from './weightsParam';

/** A model whose score blends several others or its own objectives, with the case's weights. */
export type ValueModel = ModelInfo & { blend: { weights: Weights } };

/** The models of a case that have weights to move. */
export function valueModels(models: readonly ModelInfo[]): ValueModel[] {
  return models.filter((model): model is ValueModel => Object.keys(model.blend?.weights ?? {}).length > 1);
}
