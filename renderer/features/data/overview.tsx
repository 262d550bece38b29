import type { ReactNode } from 'react';
import { useCaseInfo } from '../../state/caseContext';
import type { PageTable } from '../../ui/pageTable';
import { PanelMenu } from '../../ui/panel/panelMenu';
import { usePageTableActions } from '../../ui/usePageTableActions';
import { LogShapePanel } from '../shape/logShapePanel';
import { ChecksTable } from './checksTable';
import { Counts } from './counts';
import classes from './data.module.css';
import { ModelsTable } from './modelsTable';
import { overviewNumbers } from './overviewNumbers';
import { InputsTable, LabelsTable, RolesTable } from './sourceTables';

/** What the case holds, what was assumed, and what is wrong with it. */
export function Overview() {
  const info = useCaseInfo();
  return (
    <div className={classes.overview}>
      {info.description && <p className={classes.description}>{info.description}</p>}
      <Counts info={info} />
      <section aria-label="Shape of the log">
        <h2 className={classes.sectionTitle}>Shape of the log</h2>
        <LogShapePanel />
      </section>
      <Section
        title="Checks"
        count={info.checks.filter((check) => check.count > 0).length}
        table={() => overviewNumbers.checks(info)}
      >
        <ChecksTable checks={info.checks} />
      </Section>
      <Section title="Models" count={info.models.length} table={() => overviewNumbers.models(info)}>
        <ModelsTable info={info} />
      </Section>
      <Section title="Labels" count={info.labels.length} table={() => overviewNumbers.labels(info)}>
        <LabelsTable info={info} />
      </Section>
      <Section title="Roles" count={info.roles.length} table={() => overviewNumbers.roles(info)}>
        <RolesTable roles={info.roles} />
      </Section>
      <Section title="Inputs" count={info.inputs.length} table={() => overviewNumbers.inputs(info)}>
        <InputsTable inputs={info.inputs} />
      </Section>
      {info.warnings.length > 0 && <Notes title="Warnings" lines={info.warnings} />}
      {info.unused.length > 0 && <Notes title="Keys of case.yaml that nothing uses yet" lines={info.unused} />}
    </div>
  );
}

interface SectionProps {
  title: string;
  count: number;
  /** The numbers of the section; absent where its words are all there is. */
  table?: () => PageTable;
  children: ReactNode;
}

function Section({ title, count, table, children }: SectionProps) {
  const actions = usePageTableActions({ table: table ?? null, name: title, what: `the table ${title}` });
  return (
    <section aria-label={title}>
      <div className={classes.sectionHead}>
        <h2 className={classes.sectionTitle}>
          {title} <span className={`num ${classes.count}`}>{count}</span>
        </h2>
        {actions.length > 0 && <PanelMenu title={title} actions={actions} />}
      </div>
      {children}
    </section>
  );
}

function Notes({ title, lines }: { title: string; lines: string[] }) {
  return (
    <Section title={title} count={lines.length}>
      <ul className={classes.notes}>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Section>
  );
}
