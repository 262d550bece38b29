import { describe, expect, it } from 'vitest';
import { modelObjectivesSchema } from '../../../shared/objectives/objectiveSchemas';
import { objectiveFiles } from '../objectives/objectiveCase';
import { caseFolder } from '../session/caseFolder';
import { runCommand } from '../support/runCommand';

describe('rankscope objectives', () => {
  it('prints tables for people, and one JSON object with the documented keys', async () => {
    const { folder, cacheDir } = caseFolder(objectiveFiles(120, { weights: false }));
    const args = ['objectives', folder, '--quiet', '--session-dir', cacheDir];
    const { code, out, err } = await runCommand(...args);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatchSnapshot();
    const json = await runCommand(...args, '--models', 'm', '--slice', "surface = 'home'", '--json');
    const { models, ...rest } = JSON.parse(json.out);
    expect(Object.keys(rest)).toEqual(['version', 'case', 'inputs', 'slice', 'warnings']);
    expect(rest).toMatchObject({ version: 1, case: 'Objectives', slice: "surface = 'home'" });
    expect(models).toEqual([modelObjectivesSchema.parse(models[0])]);
    expect(models[0].objectives[0].bySurface).toHaveLength(1);
    const compared = await runCommand('compare', ...args.slice(1), '--models', 'm:order,m:click,halves', '--json');
    expect(JSON.parse(compared.out).models.map(({ name }: { name: string }) => name)).toEqual([
      'm:order',
      'm:click',
      'halves',
    ]);
    const unknown = await runCommand('compare', ...args.slice(1), '--models', 'm:clicks');
    expect(unknown.err).toContain('There is no model "m:clicks" in this case.');
    expect(unknown.err).toContain('It has m, m:click, m:order, m:margin, m:likes, halves and @logged.');
    const refused = await runCommand(...args, '--models', 'halves');
    expect(refused.code).toBe(2);
    expect(refused.err).toContain('has one score a row, not several objectives');
  });

  it('says when no model of a case has objectives', async () => {
    const { cacheDir } = caseFolder({});
    const { code, err } = await runCommand('objectives', 'samples/small', '--quiet', '--session-dir', cacheDir);
    expect(code).toBe(2);
    expect(err).toContain('No scored model of this case has several objectives.');
  });
});
