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

describe('encodings', () => {
  const accented = 'q99,dé,1,2,3,4,café';

  it('reads UTF-16 and Latin-1 and says so', async () => {
    const whole = text([logHeader, ...lines, accented, ...after]);
    for (const content of [Buffer.from(`\ufeff${whole}`, 'utf16le'), Buffer.from(whole, 'latin1')]) {
      const { rows, counts } = await build({ 'log.csv': content });
      expect(counts.refusedRows).toBe(0);
      expect(await rows("SELECT item_id, device FROM impressions WHERE request_id = 'q99'")).toEqual([
        { item_id: 'dé', device: 'café' },
      ]);
    }
  });

  it('refuses the lines of another encoding in a UTF-8 file', async () => {
    const utf8 = Array.from({ length: 20 }, (_, i) => `u${i},dé,1,2,3,4,café`);
    const { rows, refused, counts } = await build({
      'log.csv': Buffer.concat([
        Buffer.from(text([logHeader, ...before])),
        Buffer.from('q98,dx,1,2,3,4,caf\xe9\n', 'latin1'),
        Buffer.from(text([...utf8, ...after])),
      ]),
    });
    expect(counts).toMatchObject({ rows: 80, refusedRows: 1 });
    expect(refused).toMatchObject([{ file: 'log.csv', line: 7, reason: 'is not valid UTF-8' }]);
    expect(await rows("SELECT count(*)::INTEGER AS n FROM impressions WHERE item_id = 'dé'")).toEqual([{ n: 20 }]);
  });
});

describe('values that are not what their role needs', () => {
  it('refuses a position that is not a number, by row', async () => {
    const { refused, counts } = await build(logWith('q9,d9,one,2,3,4,web'));
    expect(counts).toMatchObject({ rows: 60, refusedRows: 1 });
    expect(refused).toEqual([
      {
        file: 'log.csv',
        line: null,
        reason: 'row 6 of those read: position (column pos) is not a whole number',
        text: null,
      },
    ]);
  });

  it('counts NaN and infinite features, labels and scores', async () => {
    const { session, rows, counts } = await build({
      'log.csv': text([logHeader, ...lines, 'q99,d1,1,nan,nan,inf,web', 'q99,d2,2,inf,1,-inf,web']),
      'a.csv': text(['qid,doc,score', 'q0,d0,nan', 'q0,d1,inf', 'q0,d2,1e999', 'q0,d3,0.5', 'q99,d1,1']),
    });
    expect(counts).toMatchObject({ rows: 62, refusedRows: 0 });
    const checks = Object.fromEntries(session.meta.checks.map((each) => [each.id, each.count]));
    expect(checks).toMatchObject({ nan: 2, infinite: 3 });
    const [a, net] = session.models;
    expect(a).toMatchObject({ state: 'ready', nonFiniteRows: 2, missingRows: 60 });
    expect(net).toMatchObject({ state: 'ready' });
    expect(await rows('SELECT count(score)::INTEGER AS n FROM scores_1')).toEqual([{ n: 2 }]);
    expect(await rows('SELECT count(*)::INTEGER AS n FROM scores_2 WHERE NOT isfinite(score)')).toEqual([{ n: 0 }]);
  });
});

describe('lines of an NDJSON file that cannot be read', () => {
  it('refuses broken lines and lines without an object', async () => {
    const row = (doc: string, pos: number) =>
      JSON.stringify({ qid: 'q0', doc, pos, grade: 1, f_x: 1, f_y: 2, device: 'web' });
    const { refused, counts } = await build({
      'case.yaml': goodYaml.replace('log.csv', 'log.ndjson'),
      'log.ndjson': text([row('d0', 1), '{"qid":"q0","doc":', '[1,2]', '', row('d2', 2)]),
    });
    expect(counts).toMatchObject({ rows: 2, refusedRows: 2 });
    expect(refused).toEqual([
      { file: 'log.ndjson', line: 2, reason: 'is not valid JSON', text: '{"qid":"q0","doc":' },
      { file: 'log.ndjson', line: 3, reason: 'holds no JSON object', text: '[1,2]' },
    ]);
  });
});
