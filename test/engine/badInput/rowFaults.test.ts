import { describe, expect, it } from 'vitest';
import { openFiles } from '../session/caseFolder';
import { goodFiles, goodYaml, logHeader, logLines, text } from './support/goodCase';

const lines = logLines();
const before = lines.slice(0, 5);
const after = lines.slice(5);

/** Builds the good case with some files replaced; what was refused, by line. */
async function build(files: Readonly<Record<string, string | Uint8Array>>) {
  const { session, rows } = await openFiles({ ...goodFiles(), ...files });
  const refused = await rows("SELECT split_part(file, '/', -1) AS file, line, reason, text FROM refused_rows");
  return { session, rows, refused, counts: session.meta.counts };
}

/** The log with lines put between its 6th and its 7th line. */
const logWith = (...added: string[]) => ({ 'log.csv': text([logHeader, ...before, ...added, ...after]) });

describe('lines of a CSV file that cannot be read', () => {
  it('refuses a line with text after a closing quote', async () => {
    const { session, refused, counts } = await build(logWith('q9,d9,"1"x,2,3,4,web'));
    expect(counts).toMatchObject({ rows: 60, refusedRows: 1 });
    expect(refused).toMatchObject([{ file: 'log.csv', line: 7, text: 'q9,d9,"1"x,2,3,4,web' }]);
    expect(refused[0]!.reason).toMatch(/a quote is not closed, or text stands after it/);
    expect(session.models.map((each) => each.state)).toEqual(['ready', 'ready']);
  });

  it('counts every line that an open quote swallows', async () => {
    const { refused, counts } = await build(logWith('q9,d9,"1'));
    expect(counts).toMatchObject({ rows: 5, refusedRows: 56 });
    expect(refused).toMatchObject([
      { file: 'log.csv', line: 7, reason: 'a quote is not closed: this and the next 55 lines are lost' },
    ]);
  });

  it('refuses short and long lines once each', async () => {
    const { refused, counts } = await build(logWith('q9,d9', 'q9,d8,1,2,3,4,web,more'));
    expect(counts).toMatchObject({ rows: 60, refusedRows: 2 });
    expect(refused).toEqual([
      { file: 'log.csv', line: 7, reason: 'has 2 fields, 7 are expected', text: 'q9,d9' },
      { file: 'log.csv', line: 8, reason: 'has 8 fields, 7 are expected', text: 'q9,d8,1,2,3,4,web,more' },
    ]);
  });

  it('counts refused lines once when a later file makes a column text', async () => {
    // Beyond the first megabyte, which is all that types are read from.
    const wide = 'x'.repeat(120);
    const numbers = Array.from({ length: 10_000 }, (_, i) => `r${i},d9,1,1,2,3,${wide}`);
    const words = Array.from({ length: 200 }, (_, i) => `s${i},d9,1,1,word,3,${wide}`);
    const { counts, session } = await build({
      'case.yaml': goodYaml.replace('path: log.csv', 'path: [log.csv, more.csv]'),
      ...logWith('q9,d9'),
      'more.csv': text([logHeader, ...numbers, ...words]),
    });
    expect(counts).toMatchObject({ rows: 10_260, refusedRows: 1 });
    expect(session.meta.warnings.join()).toMatch(/more\.csv: f_x hold more than numbers and were read as text/);
  });

  it('keeps quotes and line breaks inside fields', async () => {
    const { rows, counts } = await build(logWith('q99,"d ""x""\nsecond, line",1,2,3,4,"we\r\nb"'));
    expect(counts).toMatchObject({ rows: 61, refusedRows: 0 });
    expect(await rows("SELECT item_id, device FROM impressions WHERE request_id = 'q99'")).toEqual([
      { item_id: 'd "x"\nsecond, line', device: 'we\r\nb' },
    ]);
  });
});
