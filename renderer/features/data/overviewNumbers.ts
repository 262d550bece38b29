import type { CaseInfo } from '../../../shared/schemas/session';
import { type PageTable, pageTable } from '../../ui/pageTable';

const text = (name: string) => ({ name, type: 'text' as const });
const number = (name: string) => ({ name, type: 'number' as const });

/** The tables of the overview, for copies and files. */
export const overviewNumbers = {
  checks: ({ checks }: CaseInfo): PageTable =>
    pageTable(
      [text('check'), text('severity'), text('title'), number('rows'), text('detail')],
      checks.map(({ id, severity, title, count, detail }) => [id, severity, title, count, detail]),
    ),
  models: ({ models }: CaseInfo): PageTable =>
    pageTable(
      [
        ...[text('model'), text('kind'), text('state'), text('features')],
        ...[number('scored rows'), number('rows missing'), number('rows extra'), text('file'), text('why')],
      ],
      models.map((model) => [
        ...[model.name, model.kind, model.state, model.features.join(', ')],
        ...[model.scoredRows, model.missingRows, model.extraRows, model.file, model.reason],
      ]),
    ),
  labels: ({ labels }: CaseInfo): PageTable =>
    pageTable(
      [text('label'), number('rows above 0'), text('from'), text('kind')],
      labels.map(({ name, positives, source, behavioral }) => [
        ...[name, positives, source, behavioral ? 'behavior' : 'judgment'],
      ]),
    ),
  roles: ({ roles }: CaseInfo): PageTable =>
    pageTable(
      [text('role'), text('column'), text('why')],
      roles.map(({ role, column, reason }) => [role, column, reason]),
    ),
  inputs: ({ inputs }: CaseInfo): PageTable =>
    pageTable(
      [text('file'), number('bytes'), text('sha256')],
      inputs.map(({ path, bytes, sha256 }) => [path, bytes, sha256]),
    ),
};
