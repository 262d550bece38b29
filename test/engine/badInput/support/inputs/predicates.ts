import { writeFiles } from '../../../session/caseFolder';
import type { BadInput } from '../badInput';
import { goodYaml } from '../goodCase';

const where = (input: string, text: string, says: RegExp): BadInput => ({
  input: `log.where: ${input}`,
  spoil: (lab) => {
    const added = goodYaml.replace('  context:', `  where: ${JSON.stringify(text)}\n  context:`);
    writeFiles(lab.folder, { 'case.yaml': added });
  },
  place: /case\.yaml, log\.where/,
  says,
});

/** SQL that people write: one expression over the log's columns, nothing else. */
export const predicateInputs: BadInput[] = [
  where('a write', 'DELETE FROM log_rows', /character 8: syntax error at or near "FROM"/),
  where('a second statement', 'grade > 1; DROP TABLE log_rows', /character 10: syntax error at or near ";"/),
  where('a bracket too many', 'true) OR (SELECT 1', /./),
  where('a subquery', 'grade > (SELECT 1)', /character 9: a subquery is not allowed/),
  where('a read of a file', "read_text('/etc/passwd') = 'x'", /character 1: the function read_text is not allowed/),
  where('a table that is a file', "EXISTS (FROM '/etc/passwd')", /a subquery is not allowed/),
  where('a comment that never ends', 'grade > 1 /* open', /character 11: unterminated \/\* comment/),
  where('a column that the log lacks', 'grad > 1', /character 1: there is no column "grad", did you mean "grade"\?/),
  where('more than 16 KiB', `${'x'.repeat(17_000)} = 1`, /16,?384|16 KiB/),
];

const label = (input: string, text: string, says: RegExp): BadInput => ({
  ...where(input, text, says),
  input: `labels: ${input}`,
  spoil: (lab) =>
    writeFiles(lab.folder, { 'case.yaml': `${goodYaml}labels: { own: ${JSON.stringify(text)} }\nlabel: own\n` }),
  place: /case\.yaml, labels\.own/,
});

predicateInputs.push(
  label('a write', 'INSERT INTO t VALUES (1)', /syntax error/),
  label('a read of a file', "length(read_text('/etc/passwd'))", /read_text is not allowed/),
);
