import { IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { formatCount, missing } from '../../../shared/format/numbers';
import type { Check } from '../../../shared/schemas/session';
import { SmallTable } from '../../ui/smallTable';
import classes from './data.module.css';
import { Severity } from './severity';

const order = { blocks: 0, warns: 1, notes: 2 };

/** Checks that found something, the worst first; then how many found nothing. */
export function ChecksTable({ checks }: { checks: readonly Check[] }) {
  const [open, setOpen] = useState<string | null>(null);
  const found = checks
    .filter((check) => check.count > 0)
    .sort((a, b) => order[a.severity] - order[b.severity] || b.count - a.count);
  const passed = checks.length - found.length;
  return (
    <>
      {found.length > 0 && (
        <SmallTable
          label="Checks"
          rows={found}
          rowKey={({ id }) => id}
          columns={[
            { title: 'severity', cell: ({ severity }) => <Severity severity={severity} /> },
            { title: 'rows', align: 'right', cell: ({ count }) => formatCount(count) },
            { title: 'check', cell: ({ title, id }) => <span title={id}>{title}</span> },
            { title: 'detail', wide: true, cell: ({ detail }) => <span className="soft">{detail}</span> },
            {
              title: 'examples',
              cell: ({ id, rows }) =>
                rows.length === 0 ? (
                  missing
                ) : (
                  <button
                    type="button"
                    className={`plain-button ${classes.link}`}
                    aria-expanded={open === id}
                    onClick={() => setOpen(open === id ? null : id)}
                  >
                    {open === id ? 'hide' : `show ${rows.length}`}
                  </button>
                ),
            },
          ]}
          under={(check) => open === check.id && <Examples check={check} />}
        />
      )}
      <p className={classes.passed}>
        <IconCheck size={13} className="good" aria-hidden />
        {checks.length === 0 ? 'The checks found nothing.' : `${passed} of ${checks.length} checks found nothing.`}
      </p>
    </>
  );
}

function Examples({ check }: { check: Check }) {
  const names = [...new Set(check.rows.flatMap((row) => Object.keys(row)))];
  return (
    <tr>
      <td colSpan={5} className={classes.examples}>
        <table aria-label={`Examples of ${check.title}`}>
          <thead>
            <tr>
              {names.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {check.rows.map((row) => (
              <tr key={JSON.stringify(row)}>
                {names.map((name) => (
                  <td key={name}>{row[name] === null || row[name] === undefined ? missing : String(row[name])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </td>
    </tr>
  );
}
