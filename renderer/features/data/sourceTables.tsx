import { formatBytes, formatCount, missing } from '../../../shared/format/numbers';
import type { CaseInfo } from '../../../shared/schemas/session';
import { copyText } from '../../ui/clipboard';
import { EmptyState } from '../../ui/panel/panelState';
import { SmallTable } from '../../ui/smallTable';
import classes from './data.module.css';

/** Which column plays which role, and why. */
export function RolesTable({ roles }: Pick<CaseInfo, 'roles'>) {
  return (
    <SmallTable
      label="Roles"
      rows={roles}
      rowKey={({ role }) => role}
      columns={[
        { title: 'role', cell: ({ role }) => role },
        { title: 'column', cell: ({ column }) => <span className="num">{column ?? missing}</span> },
        { title: 'why', wide: true, cell: ({ reason }) => <span className="soft">{reason}</span> },
      ]}
    />
  );
}

/** The labels that a metric can be measured with. */
export function LabelsTable({ info }: { info: Pick<CaseInfo, 'labels' | 'label'> }) {
  if (info.labels.length === 0) {
    return (
      <EmptyState title="No label.">Metrics need one: give log.columns.relevance, an outcome or judgments.</EmptyState>
    );
  }
  return (
    <SmallTable
      label="Labels"
      rows={info.labels}
      rowKey={({ name }) => name}
      columns={[
        { title: 'label', cell: ({ name }) => (name === info.label ? `${name} (default)` : name) },
        { title: 'rows above 0', align: 'right', cell: ({ positives }) => formatCount(positives) },
        { title: 'from', cell: ({ source }) => <span className="num">{source}</span> },
        {
          title: 'kind',
          wide: true,
          cell: ({ behavioral }) => (
            <span className="soft">{behavioral ? 'behavior: known for shown items only' : 'judgment'}</span>
          ),
        },
      ]}
    />
  );
}

/** The files that were read, with what identifies their content. */
export function InputsTable({ inputs }: Pick<CaseInfo, 'inputs'>) {
  return (
    <SmallTable
      label="Inputs"
      rows={inputs}
      rowKey={({ path }) => path}
      columns={[
        { title: 'file', cell: ({ path }) => <span className="num">{path}</span> },
        {
          title: 'size',
          align: 'right',
          cell: ({ bytes }) => <span title={`${bytes} bytes`}>{formatBytes(bytes)}</span>,
        },
        {
          title: 'SHA-256',
          wide: true,
          cell: ({ path, sha256 }) => (
            <button
              type="button"
              className={`plain-button num ${classes.link}`}
              title={`${sha256}. Click to copy.`}
              onClick={() => void copyText(sha256, `the SHA-256 of ${path}`)}
            >
              {sha256.slice(0, 16)}
            </button>
          ),
        },
      ]}
    />
  );
}
