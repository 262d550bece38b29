import { exactNumber, formatCounted, formatPercent, missing } from '../../../shared/format/numbers';
import type { ModelInput, ModelPage } from '../../../shared/models/modelSchemas';
import { inputShare } from '../../../shared/models/pageFacts';
import { useExportAction } from '../../state/exportAction';
import { downloadText, fileName } from '../../ui/download';
import { toCsv } from '../../ui/grid/textTable';
import { textsTable } from '../../ui/pageTable';
import { Panel } from '../../ui/panel/panel';
import { EmptyState } from '../../ui/panel/panelState';
import { type SmallColumn, SmallTable } from '../../ui/smallTable';
import { usePageTableActions } from '../../ui/usePageTableActions';
import { absentText, fillReason, fillText, inputTexts } from './inputTexts';
import classes from './models.module.css';

/** Inputs that are drawn; the export has all. */
const mostInputs = 500;

/** What the log gives each input of the model. */
export function InputsPanel({ page }: { page: ModelPage }) {
  const { name, inputs, unused } = page;
  const exportCsv = () => downloadText(`${fileName(name, 'inputs')}.csv`, toCsv(inputTexts(page)), 'text/csv');
  const actions = usePageTableActions({
    table: inputs && (() => textsTable(inputTexts(page))),
    name: `${name}-inputs`,
    what: `the inputs of ${name}`,
  });
  return (
    <Panel
      title="Inputs"
      summary="Name in the file, column of the log, share of rows that have a value"
      actions={actions}
      flush
    >
      {inputs ? <Table page={page} inputs={inputs} onExport={exportCsv} /> : <Unknown page={page} />}
      {inputs && inputs.length > mostInputs && (
        <p
          className={classes.footnote}
        >{`${formatCounted(inputs.length - mostInputs, 'input')} more are in the export.`}</p>
      )}
      {unused.length > 0 && (
        <details className={classes.unused}>
          <summary>{formatCounted(unused.length, 'feature')} of the log that it does not take</summary>
          <p className="num">{unused.join(', ')}</p>
        </details>
      )}
    </Panel>
  );
}

function Unknown({ page: { inputsReason, tensors } }: { page: ModelPage }) {
  const declared = tensors?.inputs ?? [];
  return (
    <EmptyState title={inputsReason ?? 'The inputs are not known.'}>
      {declared.length > 0 && (
        <>
          The file declares{' '}
          <span className="num">
            {declared
              .map(
                ({ name, type, shape }) => `${name}: ${type ?? 'map'} [${shape.map((size) => size ?? '?').join(', ')}]`,
              )
              .join('; ')}
          </span>
        </>
      )}
    </EmptyState>
  );
}

interface TableProps {
  page: ModelPage;
  inputs: ModelInput[];
  onExport: () => void;
}

function Table({ page, inputs, onExport }: TableProps) {
  useExportAction(onExport);
  const several = new Set(inputs.map(({ input }) => input)).size > 1;
  const mixed = page.featuresFrom !== 'logged';
  const columns: (SmallColumn<ModelInput> | false)[] = [
    several && { title: 'tensor', cell: ({ input }) => <span className="num">{input}</span> },
    { title: 'input', cell: ({ name }) => <span className="num">{name}</span> },
    { title: 'from the log', cell: (input) => <FromLog input={input} /> },
    { title: 'type', cell: ({ type, scope }) => (scope === 'request' ? `${type}, of the request` : type) },
    mixed && { title: 'features', cell: ({ source }) => source },
    { title: 'missing', align: 'right', cell: (input) => <Absent input={input} /> },
    {
      title: 'filled with',
      align: 'right',
      cell: (input) => <span title={fillReason(input)}>{fillText(input)}</span>,
    },
    {
      title: 'equal to it',
      align: 'right',
      cell: (input) => (input.atDefault === null ? missing : <Share input={input} count={input.atDefault} />),
    },
    { title: 'rows with a value', wide: true, cell: (input) => <Filled input={input} /> },
  ];
  return (
    <SmallTable
      label="Inputs of the model"
      rows={inputs.slice(0, mostInputs)}
      rowKey={({ input, name, column }) => `${input}/${name}/${column}`}
      columns={columns.filter((column) => column !== false)}
    />
  );
}

function FromLog({ input: { column, name, values } }: { input: ModelInput }) {
  const text = values > 1 ? `${column}, ${formatCounted(values, 'value')}` : column;
  return <span className={`num ${column === name ? 'faint' : ''}`}>{text}</span>;
}

function Share({ input, count }: { input: ModelInput; count: number }) {
  return <span title={`${exactNumber(count)} rows`}>{formatPercent(inputShare(input, count))}</span>;
}

function Absent({ input }: { input: ModelInput }) {
  const { text, hint } = absentText(input);
  return (
    <span title={hint} className={input.nulls + input.nans === 0 ? 'faint' : undefined}>
      {text}
    </span>
  );
}

function Filled({ input }: { input: ModelInput }) {
  const share = inputShare(input, input.filled);
  return (
    <span className={classes.filled}>
      <span className={`num ${classes.percent}`}>
        <Share input={input} count={input.filled} />
      </span>
      <span className={classes.bar} aria-hidden>
        <span style={{ width: `${share * 100}%` }} />
      </span>
    </span>
  );
}
