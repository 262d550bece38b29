import { ActionIcon } from '@mantine/core';
import { IconCopy } from '@tabler/icons-react';
import type { ModelPage } from '../../../shared/models/modelSchemas';
import { contentFacts, fileFacts, type PageFact, scoreFacts } from '../../../shared/models/pageFacts';
import { copyText } from '../../ui/clipboard';
import { textsTable } from '../../ui/pageTable';
import { Panel } from '../../ui/panel/panel';
import { usePageTableActions } from '../../ui/usePageTableActions';
import classes from './models.module.css';

/** What the file is and holds, and what came of scoring it. */
export function FactsPanel({ page }: { page: ModelPage }) {
  // The reason of a model without scores stands above the panels already.
  const content = contentFacts(page).filter(([name]) => name !== 'content' || page.reason === null);
  const facts = [...content, ...scoreFacts(page)];
  const all = [...facts, ...fileFacts(page)].map(([name, value]) => [name, value]);
  const actions = usePageTableActions({
    table: () => textsTable([['fact', 'value'], ...all]),
    name: `${page.name}-facts`,
    what: `the facts of ${page.name}`,
  });
  return (
    <Panel title="Facts" summary="Content, scores, file" actions={actions} flush>
      <Facts facts={facts} />
      <Facts facts={fileFacts(page).filter(([name]) => name !== 'SHA-256')} />
      {page.sha256 !== null && <Fingerprint name={page.name} sha256={page.sha256} />}
    </Panel>
  );
}

function Facts({ facts }: { facts: PageFact[] }) {
  if (facts.length === 0) return null;
  return (
    <dl className={classes.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Fingerprint({ name, sha256 }: { name: string; sha256: string }) {
  return (
    <dl className={classes.facts}>
      <div>
        <dt>SHA-256</dt>
        <dd className={classes.fingerprint}>
          <span className="num">{sha256}</span>
          <ActionIcon
            size="sm"
            aria-label={`Copy the SHA-256 of ${name}`}
            onClick={() => void copyText(sha256, `the SHA-256 of ${name}`)}
          >
            <IconCopy size={14} />
          </ActionIcon>
        </dd>
      </div>
    </dl>
  );
}
