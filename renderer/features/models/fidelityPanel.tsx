import type { ModelPage } from '../../../shared/models/modelSchemas';
import { useEngineQuery } from '../../client/useEngineQuery';
import { useCaseInfo } from '../../state/caseContext';
import chip from '../../ui/chip.module.css';
import { textsTable } from '../../ui/pageTable';
import { Panel } from '../../ui/panel/panel';
import { QueryBody } from '../../ui/panel/queryBody';
import { SkeletonRows } from '../../ui/panel/skeletonRows';
import { usePageTableActions } from '../../ui/usePageTableActions';
import { type LinkText, linkTexts } from './fidelityTexts';
import classes from './models.module.css';

const tones = { exact: 'good', close: 'good', order: 'warn', broken: 'bad', unchecked: 'info' };

/** Whether the file gives what was served: three links, three answers, never one for all. */
export function FidelityPanel({ page: { name } }: { page: ModelPage }) {
  const { session } = useCaseInfo();
  const query = useEngineQuery('fidelity.model', { session, model: name });
  const links = query.data ? linkTexts(query.data) : null;
  const actions = usePageTableActions({
    table: links && (() => linksTable(links)),
    name: `${name}-fidelity`,
    what: `the fidelity of ${name}`,
  });
  return (
    <Panel title="Fidelity" summary="Does the file give what was served? Three links" actions={actions} flush>
      <QueryBody query={query} skeleton={<SkeletonRows rows={6} />}>
        {(fidelity) => (
          <ol className={classes.links}>
            {linkTexts(fidelity).map((link) => (
              <Link key={link.title} link={link} />
            ))}
          </ol>
        )}
      </QueryBody>
    </Panel>
  );
}

function linksTable(links: readonly LinkText[]) {
  return textsTable([
    ['link', 'verdict', 'detail'],
    ...links.map(({ title, verdict, sentences }) => [title, verdict, sentences.join(' ')]),
  ]);
}

function Link({ link: { title, verdict, sentences } }: { link: LinkText }) {
  return (
    <li>
      <p className={classes.linkTitle}>
        {title}
        <span className={chip.chip} data-tone={tones[verdict]}>
          {verdict}
        </span>
      </p>
      {sentences.map((sentence) => (
        <p key={sentence} className="soft">
          {sentence}
        </p>
      ))}
    </li>
  );
}
