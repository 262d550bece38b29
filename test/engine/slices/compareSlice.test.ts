import { describe, expect, it } from 'vitest';
import { caseFolder } from '../session/caseFolder';
import { runCommand } from '../support/runCommand';
import { sliceFiles } from './sliceCase';

function compare(folder: string, cacheDir: string, ...more: string[]) {
  return runCommand('compare', folder, '--session-dir', cacheDir, '--models', '@logged', '--metrics', 'mrr', ...more);
}

describe('rankscope compare --slice', () => {
  it('compares the requests with a selected row and says how many', async () => {
    const { folder, cacheDir } = caseFolder(sliceFiles);
    const shown = await compare(folder, cacheDir, '--means', '--slice', "device = 'web'");
    expect(shown.err).not.toMatch(/error/i);
    expect(shown.code).toBe(0);
    expect(shown.out).toContain("1 of 3 requests (2 rows) where device = 'web'");
    const json = await compare(folder, cacheDir, '--means', '--json', '--slice', 'selections.top OR position = 2');
    expect(json.code).toBe(2);
    const again = await compare(folder, cacheDir, '--means', '--json', '--slice', 'position = 2');
    expect(JSON.parse(again.out)).toMatchObject({ slice: 'position = 2', sliceRows: 2, sliceRequests: 2 });
  });

  it('ends with 2 and the place when the predicate is wrong', async () => {
    const { folder, cacheDir } = caseFolder(sliceFiles);
    const wrong = await compare(folder, cacheDir, '--slice', "position = 1 AND devise = 'web'");
    expect(wrong.code).toBe(2);
    expect(wrong.err).toMatch(/The slice, character 18: there is no column "devise", did you mean "device"\?/);
  });
});
