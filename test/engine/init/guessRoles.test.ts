import { describe, expect, it } from 'vitest';
import { csv, lists, proposed, written } from './support';

const item = (request: number, position: number) => `sku-${(request * 7 + position * 3) % 40}`;

describe('roles of a log', () => {
  it('finds the usual columns and reads back without an edit', async () => {
    const head = [
      'search_id',
      'asin',
      'pos',
      'ts',
      'uid',
      'query_text',
      'pred',
      'is_click',
      'purchase',
      'gmv',
      'f_price',
      'f_ctr',
      'f_age',
      'country',
    ];
    const rows = lists(30, 5, head, (r, p) => [
      `s${r}`,
      item(r, p),
      p,
      1_780_000_000 + r * 60,
      `u${r % 9}`,
      `shoes ${r % 11}`,
      (1 / p).toFixed(3),
      p === 1 ? 1 : 0,
      r % 5 === 0 && p === 1 ? 1 : 0,
      r % 5 === 0 && p === 1 ? 19.9 : 0,
      p * 1.5,
      0.1,
      r,
      r % 2 ? 'nl' : 'de',
    ]);
    const found = await proposed({ 'log.csv': csv(rows) });
    const expected = {
      request: 'search_id',
      item: 'asin',
      position: 'pos',
      time: 'ts',
      user: 'uid',
      query: 'query_text',
      score: 'pred',
      click: 'is_click',
      conversion: 'purchase',
      revenue: 'gmv',
    };
    expect(Object.fromEntries(found.proposal.roles.map((each) => [each.role, each.column]))).toEqual(expected);
    const { case: resolved } = await written(found);
    expect(resolved.log.columns).toEqual(expected);
    expect(resolved.features.columns).toEqual(['f_*']);
    expect(resolved.log.context).toEqual(['country']);
    expect(found.proposal.missing.map((each) => each.role)).toEqual(['propensity']);
  });

  it('prefers the request in which no item repeats', async () => {
    const rows = lists(40, 4, ['query_id', 'request_id', 'doc_id', 'rank', 'clicked'], (r, p) => [
      `q${r % 5}`,
      `r${r}`,
      `d${(r % 5) * 10 + p}`,
      p,
      p === 2 ? 1 : 0,
    ]);
    const found = await proposed({ 'log.csv': csv(rows) });
    expect(found.role('request')).toBe('request_id');
    expect(found.role('query')).toBe('query_id');
    const request = found.proposal.roles.find((each) => each.role === 'request')!;
    expect(request.reason).toContain('positions run on without a gap inside 100% of its values');
    expect(
      found.proposal.log!.candidates.find((each) => each.role === 'request' && each.column === 'query_id')!.confidence,
    ).toBeLessThan(0.5);
  });

  it('finds a request without a usual name by its positions', async () => {
    const rows = lists(25, 4, ['impr', 'sku', 'position', 'click'], (r, p) => [`i${r}`, item(r, p), p, 0]);
    const found = await proposed({ 'log.csv': csv(rows) });
    expect(found.role('request')).toBe('impr');
    expect(found.proposal.roles[0]!.confidence).toBeLessThan(0.7);
  });

  it('finds an item without a usual name by what repeats', async () => {
    const head = ['request_id', 'colour', 'thing', 'position', 'click'];
    const rows = lists(25, 4, head, (r, p) => [`r${r}`, p % 2 ? 'red' : 'blue', item(r, p), p, 0]);
    const found = await proposed({ 'log.csv': csv(rows) });
    expect(found.role('item')).toBe('thing');
    expect(found.proposal.use!.context).toEqual(['colour']);
  });

  it('says what a missing request costs', async () => {
    const rows = lists(50, 1, ['item_id', 'position', 'click', 'propensity_score'], (r) => [
      r % 7,
      (r % 3) + 1,
      r % 10 === 0 ? 1 : 0,
      0.14,
    ]);
    const found = await proposed({ 'log.csv': csv(rows) });
    expect(found.role('request')).toBeNull();
    expect(found.yaml).toContain('# request: # not found: each row is its own request; list metrics are refused');
    expect((await written(found)).case.log.columns).toEqual({
      item: 'item_id',
      position: 'position',
      click: 'click',
      propensity: 'propensity_score',
    });
  });

  it('lowers its confidence where values do not fit', async () => {
    const rows = lists(20, 3, ['qid', 'doc', 'rank', 'pscore', 'clicks'], (r, p) => [
      r,
      item(r, p),
      p - 1,
      p === 1 ? 0 : 1.5,
      p * 2,
    ]);
    const found = await proposed({ 'log.csv': csv(rows) });
    const propensity = found.proposal.roles.find((each) => each.role === 'propensity')!;
    expect(propensity.confidence).toBeLessThan(0.7);
    expect(propensity.reason).toContain('not all in (0, 1]');
    expect(found.role('click')).toBeNull();
    expect(found.proposal.warnings.join(' ')).toMatch(/begin at 0.*Propensities in "pscore"/);
  });

  it('never offers an outcome or a second key as a feature', async () => {
    const rows = lists(
      20,
      3,
      ['request_id', 'session_id', 'item_id', 'position', 'order', 'bought', 'price'],
      (r, p) => [r, r % 6, item(r, p), p, p === 1 ? 1 : 0, p === 1 ? 1 : 0, p * 2.5],
    );
    const found = await proposed({ 'log.csv': csv(rows) });
    expect(found.role('conversion')).toBe('order');
    expect(found.proposal.use!.features).toEqual(['price']);
    expect(found.proposal.use!.context).toEqual(['session_id', 'bought']);
    expect(found.yaml).toContain('# conversion: bought');
  });

  it('lets a person decide and shows the rest around it', async () => {
    const rows = lists(20, 3, ['request_id', 'item_id', 'sku', 'position', 'click'], (r, p) => [
      r,
      item(r, p),
      `k${p}`,
      p,
      0,
    ]);
    const found = await proposed({ 'log.csv': csv(rows) }, { roles: { item: 'sku', click: null } });
    expect([found.role('item'), found.role('click')]).toEqual(['sku', null]);
    const unknown = proposed({ 'log.csv': csv(rows) }, { roles: { item: 'skew' } });
    await expect(unknown).rejects.toMatchObject({ code: 'usage', where: { column: 'skew' } });
  });

  it('keeps odd column names and their reasons on one line', async () => {
    const odd = ['a: b # c', '"x"', 'تقييم', 'new\tline', '*', 'null'];
    const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;
    const head = ['request_id', 'item_id', ...odd].map(quoted);
    const rows = lists(10, 3, head, (r, p) => [r, item(r, p), ...odd.map((_, i) => i + p / 7)]);
    const found = await proposed({ 'my log (1).csv': csv(rows) });
    expect((await written(found)).case.features.columns).toEqual(odd);
  });
});
