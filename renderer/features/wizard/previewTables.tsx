import { Select } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { formatBytes, formatCounted, formatPercent, missing } from '../../../shared/format/numbers';
import type { InitResult } from '../../../shared/schemas/init';
import { SmallTable } from '../../ui/smallTable';
import classes from './wizard.module.css';
import { isChoosable, noColumn, type RoleLine, roleLines } from './wizardState';

interface PreviewTablesProps {
  result: InitResult;
  chosen: Readonly<Record<string, string | null>>;
  onRole: (role: string, column: string | null) => void;
}

/** Warnings, the files and what they are, and the roles with columns to choose. */
export function PreviewTables({ result, chosen, onRole }: PreviewTablesProps) {
  const { warnings, features, context } = result;
  return (
    <>
      {warnings.length > 0 && (
        <ul className={classes.warnings} aria-label="Warnings">
          {warnings.map((warning) => (
            <li key={warning}>
              <IconAlertTriangle size={13} className="warn" aria-hidden />
              {warning}
            </li>
          ))}
        </ul>
      )}
      <h2 className={classes.sectionTitle}>Roles</h2>
      <SmallTable
        label="Roles"
        rows={roleLines(result, chosen)}
        rowKey={({ role }) => role}
        columns={[
          { title: 'role', cell: ({ role }) => role },
          { title: 'column', cell: (line) => <ColumnChoice line={line} onRole={onRole} /> },
          { title: 'sure', cell: ({ confidence }) => <Confidence share={confidence} /> },
          { title: 'why', wide: true, cell: ({ reason }) => <span className="soft">{reason}</span> },
        ]}
      />
      <p className="soft">
        {`${formatCounted(features.length, 'feature')} and ${formatCounted(context.length, 'context column')} beside them.`}
      </p>
      <h2 className={classes.sectionTitle}>Files</h2>
      <SmallTable
        label="Files"
        rows={result.files}
        rowKey={({ path }) => path}
        columns={[
          { title: 'file', cell: ({ path }) => <span className="num">{path}</span> },
          { title: 'size', align: 'right', cell: ({ bytes }) => formatBytes(bytes) },
          { title: 'is', cell: ({ use }) => use },
          { title: 'sure', cell: ({ confidence }) => <Confidence share={confidence} /> },
          { title: 'why', wide: true, cell: ({ reason }) => <span className="soft">{reason}</span> },
        ]}
      />
    </>
  );
}

function ColumnChoice({ line, onRole }: { line: RoleLine; onRole: PreviewTablesProps['onRole'] }) {
  if (!isChoosable(line.role)) return missing;
  return (
    <Select
      aria-label={`Column of ${line.role}`}
      data={line.options}
      value={line.column ?? noColumn}
      onChange={(column) => column !== null && onRole(line.role, column === noColumn ? null : column)}
      allowDeselect={false}
      searchable
      w={190}
    />
  );
}

/** How sure a guess is: a bar and the number. */
function Confidence({ share }: { share: number | null }) {
  if (share === null) return <span className="faint">{missing}</span>;
  return (
    <span className={classes.confidence}>
      <span className={classes.track} aria-hidden>
        <span style={{ width: `${share * 100}%` }} />
      </span>
      <span className="num">{formatPercent(share)}</span>
    </span>
  );
}
