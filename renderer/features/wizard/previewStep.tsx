import { Button } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useState } from 'react';
import type { InitResult } from '../../../shared/schemas/init';
import { useEngineQuery } from '../../client/useEngineQuery';
import { ErrorState } from '../../ui/panel/panelState';
import { QueryBody } from '../../ui/panel/queryBody';
import { SkeletonRows } from '../../ui/panel/skeletonRows';
import { CreateForm } from './createForm';
import { PreviewTables } from './previewTables';
import classes from './wizard.module.css';
import type { ChosenFile } from './wizardState';

type Roles = Record<string, string | null>;

/** What the files are, which column plays which role, and the case.yaml that says so. Nothing is written here. */
export function PreviewStep({ files, onBack }: { files: readonly ChosenFile[]; onBack: () => void }) {
  const [roles, setRoles] = useState<Roles>({});
  const [name, setName] = useState<string | null>(null);
  const [folder, setFolder] = useState<string | null>(null);
  const [settledName] = useDebouncedValue(name, 300);
  const query = useEngineQuery(
    'case.init',
    {
      files: files.map(({ token }) => ({ token })),
      folder: folder === null ? null : { path: folder },
      name: settledName?.trim() || null,
      roles,
    },
    { keepPrevious: true },
  );
  const [last, setLast] = useState<InitResult>();
  useEffect(() => {
    if (query.data) setLast(query.data);
  }, [query.data]);
  // A folder that is not there must be correctable: the form stays, with the last preview that came.
  const isStale = query.isPlaceholderData || query.error !== null || settledName !== name;
  const shown = { ...query, data: query.data ?? last } as typeof query;
  return (
    <>
      <p>
        <Button variant="default" onClick={onBack}>
          Other files
        </Button>
      </p>
      {query.error && last && <ErrorState error={query.error} retry={() => void query.refetch()} />}
      <QueryBody query={shown} skeleton={<SkeletonRows rows={14} columns={4} />}>
        {(result) => (
          <div className={classes.preview} aria-busy={query.isPlaceholderData}>
            <div>
              <CreateForm
                result={result}
                isStale={isStale}
                name={name ?? result.name}
                onName={setName}
                onFolder={setFolder}
              />
              <PreviewTables
                result={result}
                chosen={roles}
                onRole={(role, column) => setRoles((before) => ({ ...before, [role]: column }))}
              />
            </div>
            <CaseFile yaml={result.yaml} />
          </div>
        )}
      </QueryBody>
    </>
  );
}

function CaseFile({ yaml }: { yaml: string }) {
  return (
    <section aria-labelledby="yaml-title">
      <h2 id="yaml-title" className={classes.sectionTitle}>
        case.yaml
      </h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reached by keyboard. */}
      <pre className={classes.yaml} tabIndex={0}>
        {yaml}
      </pre>
    </section>
  );
}
