import { Button } from '@mantine/core';
import { formatCount, missing } from '../../../shared/format/numbers';
import type { CaseInfo, ModelInfo } from '../../../shared/schemas/session';
import { useEngine } from '../../client/engineContext';
import { useProblemStore } from '../../state/problemStore';
import { ModelName } from '../../ui/modelName';
import { SmallTable } from '../../ui/smallTable';
import { openModel } from '../models/modelRoute';
import classes from './data.module.css';

const tones = { ready: 'good', unscored: 'warn', failed: 'bad', unsupported: 'bad' };

/** Every contestant of the case, whether it can be compared, and what its scores cover. */
export function ModelsTable({ info }: { info: CaseInfo }) {
  return (
    <SmallTable
      label="Models"
      rows={info.models}
      rowKey={({ name }) => name}
      columns={[
        { title: 'model', cell: ({ name }) => <ModelLink info={info} name={name} /> },
        { title: 'kind', cell: ({ kind, served }) => (served ? `${kind}, served` : kind) },
        { title: 'state', cell: (model) => <ModelState model={model} session={info.session} /> },
        { title: 'features', align: 'right', cell: ({ features }) => <Features names={features} /> },
        { title: 'scored rows', align: 'right', cell: ({ scoredRows }) => formatCount(scoredRows) },
        { title: 'rows missing', align: 'right', cell: ({ missingRows }) => formatCount(missingRows) },
        { title: 'rows extra', align: 'right', cell: ({ extraRows }) => formatCount(extraRows) },
        { title: 'file', cell: ({ file }) => <span className="num faint">{file ?? missing}</span> },
        { title: 'why', wide: true, cell: ({ reason }) => <span className="soft">{reason ?? ''}</span> },
      ]}
    />
  );
}

function ModelLink({ info, name }: { info: CaseInfo; name: string }) {
  return (
    <button
      type="button"
      className={`plain-button ${classes.link}`}
      aria-label={`Open the model ${name}`}
      onClick={() => openModel(name)}
    >
      <ModelName info={info} name={name} />
    </button>
  );
}

function Features({ names }: { names: string[] }) {
  return <span title={names.join(', ') || undefined}>{names.length === 0 ? missing : formatCount(names.length)}</span>;
}

function ModelState({ model, session }: { model: ModelInfo; session: string }) {
  const engine = useEngine();
  const score = () =>
    engine
      .call('models.score', { session, model: model.name })
      .catch((error) => useProblemStore.getState().report(error, `Scoring ${model.name}`));
  return (
    <span>
      <span className={tones[model.state]}>{model.state}</span>
      {(model.state === 'unscored' || model.state === 'failed') && (
        <Button variant="subtle" size="compact-xs" onClick={() => void score()} aria-label={`Score ${model.name}`}>
          Score
        </Button>
      )}
    </span>
  );
}
