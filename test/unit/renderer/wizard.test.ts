import { describe, expect, it } from 'vitest';
import { noColumn, roleLines, withFiles } from '../../../renderer/features/wizard/wizardState';

const result = {
  roles: [
    {
      role: 'request',
      column: 'rid',
      confidence: 0.9,
      reason: 'name',
      alternatives: [{ column: 'sid', confidence: 0.4, reason: 'constant' }],
    },
  ],
  missing: [{ role: 'time', cost: 'no trends' }],
  columns: ['rid', 'sid', 'x'].map((name) => ({ name, type: 'VARCHAR' })),
};

describe('import wizard', () => {
  it('takes no file twice', () => {
    const file = { token: 't', name: 'log.csv', kind: 'file' as const };
    expect(withFiles([file], [file, { ...file, token: 'u' }]).map(({ token }) => token)).toEqual(['t', 'u']);
  });

  it('offers alternatives first, then every column, then none', () => {
    const [request] = roleLines(result, {});
    expect(request!.options.map(({ label }) => label)).toEqual(['rid · 90%', 'sid · 40%', 'x', 'none']);
    expect(request!.options.at(-1)!.value).toBe(noColumn);
  });

  it('says what a missing role costs and lets it be chosen', () => {
    const time = roleLines(result, {}).find(({ role }) => role === 'time')!;
    expect(time).toMatchObject({ column: null, reason: 'missing: no trends' });
    expect(time.options).toHaveLength(4);
  });

  it('keeps a line for a role that a person took away', () => {
    expect(roleLines(result, { click: null }).at(-1)).toMatchObject({ role: 'click', column: null });
  });
});
