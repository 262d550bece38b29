import type { ComponentType } from 'react';
import type { ModelPage } from '../../../shared/models/modelSchemas';
import { FactsPanel } from './factsPanel';
import { FidelityPanel } from './fidelityPanel';
import { ImportancePanel } from './importancePanel';
import { InputsPanel } from './inputsPanel';

interface ModelPanel {
  id: string;
  /** Whether the panel has anything to say of a model. */
  applies: (page: ModelPage) => boolean;
  Content: ComponentType<{ page: ModelPage }>;
}

const takesFeatures = ({ kind }: ModelPage) => !['scores', 'trec', 'blend', 'builtin'].includes(kind);

/**
 * The panels of a model's page, in order. A panel for some models only (such as the weights of one with
 * `objectives`) is a line here.
 */
export const modelPanels: readonly ModelPanel[] = [
  { id: 'facts', applies: () => true, Content: FactsPanel },
  { id: 'importance', applies: takesFeatures, Content: ImportancePanel },
  { id: 'fidelity', applies: () => true, Content: FidelityPanel },
  { id: 'inputs', applies: takesFeatures, Content: InputsPanel },
];
