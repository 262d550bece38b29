import { Button, Select } from '@mantine/core';
import type { ModelPage } from '../../../shared/models/modelSchemas';
import type { CaseInfo, ModelInfo } from '../../../shared/schemas/session';
import { useRouteStore } from '../../state/routeStore';
import chip from '../../ui/chip.module.css';
import { ModelName } from '../../ui/modelName';
import { valueModels } from '../weights/valueModels';
import { modelSentence } from './modelSentence';
import classes from './models.module.css';

const tones = { ready: 'good', unscored: 'warn', failed: 'bad', unsupported: 'bad' };

interface ModelHeaderProps {
  info: CaseInfo;
  model: ModelInfo;
  /** Undefined until it is known. */
  page: ModelPage | undefined;
  /** The model that it is compared with. */
  other: string | null;
}

/** Whose page it is, the answer in one line, and with whom to compare it. */
export function ModelHeader({ info, model, page, other }: ModelHeaderProps) {
  const setParams = useRouteStore((state) => state.setParams);
  const others = info.models.flatMap(({ name }) => (name === model.name ? [] : [name]));
  return (
    <header className={classes.header}>
      <div className={classes.headline}>
        <h2 className={classes.title}>
          <ModelName info={info} name={model.name} />
        </h2>
        <span className={chip.chip}>{model.served ? `${model.kind}, served` : model.kind}</span>
        <span className={chip.chip} data-tone={tones[model.state]}>
          {model.state}
        </span>
        {valueModels([model]).length > 0 && (
          <Button variant="default" onClick={() => setParams({ tab: 'weights', model: model.name })}>
            Weights
          </Button>
        )}
        {others.length > 0 && (
          <Select
            aria-label="Compare with"
            placeholder="Compare with…"
            data={others}
            value={other}
            clearable
            onChange={(name) => setParams({ with: name })}
            w={200}
            className={classes.compare}
          />
        )}
      </div>
      <p className={classes.sentence}>{page ? modelSentence(page) : ' '}</p>
    </header>
  );
}
