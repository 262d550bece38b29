import type { BadInput } from '../badInput';

const slice = (input: string, text: string, says: RegExp): BadInput => ({
  input: `--slice: ${input}`,
  spoil: () => {},
  args: (lab) => ['compare', lab.folder, '--means', '--slice', text],
  place: /slice/i,
  says,
});

/** Predicates on the command line. */
export const sliceInputs: BadInput[] = [
  slice('a write', 'DELETE FROM impressions', /syntax error at or near "FROM"/),
  slice('a second statement', 'relevance > 1; DROP TABLE impressions', /syntax error at or near ";"/),
  slice('a subquery', 'relevance > (SELECT 1)', /subquery is not allowed/),
  slice('a read of a file', "read_text('/etc/passwd') = 'x'", /read_text is not allowed/),
  slice('a table that is a file', "EXISTS (FROM '/etc/passwd')", /subquery is not allowed/),
  slice('a window', 'row_number() OVER () = 1', /not allowed/),
  slice('a column that nothing has', 'devise = 1', /devise.*device/),
  slice('more than 16 KiB', `device = '${'x'.repeat(17_000)}'`, /16 KiB|16,?384/),
];
