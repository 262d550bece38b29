import { describe, expect, it } from 'vitest';
import { openFiles } from '../session/caseFolder';
import { goodFiles, goodYaml, logHeader, logLines, text } from './support/goodCase';

const odd = ['we"ird', "'; DROP TABLE impressions; --", 'שלום', 'a b\nc', '`x`', '😀', '""', '*', 'select', 'a.b'];
const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** The good case with further columns that hold 0, 1, 2, ... */
function withColumns(names: readonly string[], yaml: string) {
  const values = names.map((_, index) => index).join(',');
  return {
    ...goodFiles(),
    'case.yaml': yaml,
    'log.csv': text([`${logHeader},${names.map(quoted).join(',')}`, ...logLines().map((line) => `${line},${values}`)]),
  };
}

describe('names of columns', () => {
  it('keeps quotes, SQL, line breaks and right-to-left text as they are', async () => {
    const yaml = goodYaml.replace('[device]', JSON.stringify(odd));
    const { session, rows } = await openFiles(withColumns(odd, yaml));
    expect(session.meta.counts).toMatchObject({ rows: 60, refusedRows: 0 });
    const [row] = await rows('SELECT * FROM impressions LIMIT 1');
    expect(odd.map((name) => row![name])).toEqual(odd.map((_, index) => index));
  });

  it('takes them as features of models', async () => {
    const yaml = goodYaml
      .replace(
        '"f_*"',
        odd
          .filter((name) => name !== '*')
          .map((name) => JSON.stringify(name))
          .join(', '),
      )
      .replace('net.onnx', `net.onnx, rename: { f_x: ${JSON.stringify(odd[0])}, f_y: ${JSON.stringify(odd[1])} }`);
    const { session } = await openFiles(withColumns(odd, yaml));
    expect(session.models.map(({ name, state }) => [name, state])).toEqual([
      ['a', 'ready'],
      ['net', 'ready'],
    ]);
  });

  it.each(['label:relevance', 'Label:Relevance', 'rs:src', 'version:x'])(
    'leaves out %s, a name of its own',
    async (name) => {
      const yaml = goodYaml.replace('[device]', JSON.stringify([name]));
      const { session, rows } = await openFiles(withColumns([name], yaml));
      expect(session.meta.warnings).toEqual([expect.stringContaining(`"${name}" is left out`)]);
      expect(await rows('SELECT sum("label:relevance") AS n FROM impressions')).toEqual([{ n: 90 }]);
    },
  );

  it('leaves out features with the name of a row', async () => {
    const yaml = goodYaml.replace('"f_*"', '"f_*", Row_ID');
    const { session } = await openFiles(withColumns(['Row_ID'], yaml));
    expect(session.meta.warnings).toEqual([expect.stringContaining('feature "Row_ID" is left out')]);
    expect(session.models.map((each) => each.state)).toEqual(['ready', 'ready']);
  });

  it('refuses a column that hides the place of rows', async () => {
    await expect(openFiles(withColumns(['RowId'], goodYaml))).rejects.toMatchObject({
      code: 'input',
      message: 'log.csv has a column "RowId", a name that the database keeps for itself.',
      hint: expect.stringContaining('Rename the column'),
    });
  });
});
