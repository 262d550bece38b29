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

const isRead = ({ forest, graph }: ModelPage) => forest !== null || graph !== null;
// Without scores there is nothing to attribute; a forest tells its gains all the same.
const hasImportance = ({ state, forest, graph }: ModelPage) => forest !== null || (state === 'ready' && graph !== null);

/**
 * The panels of a model's page, in order. A panel for some models only (such as the weights of one with
 * `objectives`) is a line here.
 */
export const modelPanels: readonly ModelPanel[] = [
  { id: 'facts', applies: () => true, Content: FactsPanel },
  { id: 'importance', applies: hasImportance, Content: ImportancePanel },
  { id: 'fidelity', applies: () => true, Content: FidelityPanel },
  { id: 'inputs', applies: isRead, Content: InputsPanel },
];
