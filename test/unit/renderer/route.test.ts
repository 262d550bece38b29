import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitToken, takeToken } from '../../../renderer/client/token';
import { formatRoute, joinList, parseRoute, splitList, startRoute, withParams } from '../../../renderer/state/route';

fc.configureGlobal({ seed: 20260714 });

describe('routes', () => {
  it('read a view and its params', () => {
    expect(parseRoute('#/compare?metric=ndcg@10&request=q%201')).toEqual({
      view: 'compare',
      params: { metric: 'ndcg@10', request: 'q 1' },
    });
  });
  it('fall back to the first view', () => {
    expect(['', '#', '#/nowhere', '#t=abc', '#/%E0%A4%A'].map(parseRoute)).toEqual(Array(5).fill(startRoute));
  });
  it('keep metrics readable in the address', () => {
    expect(formatRoute({ view: 'compare', params: { metric: 'ndcg@10:order', empty: '' } })).toBe(
      '#/compare?metric=ndcg@10:order',
    );
  });
  it('come back as they were written', () => {
    const text = fc.string({ minLength: 1, unit: 'binary' });
    fc.assert(
      fc.property(fc.dictionary(text, text), (params) => {
        expect(parseRoute(formatRoute({ view: 'data', params })).params).toEqual(params);
      }),
    );
  });
  it('drop params set to null', () => {
    expect(withParams({ view: 'data', params: { a: '1', b: '2' } }, { a: null, c: '3' }).params).toEqual({
      b: '2',
      c: '3',
    });
  });
  it('carry lists of any names', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ minLength: 1 }), { minLength: 1 }), (names) => {
        expect(splitList(joinList(names))).toEqual(names);
      }),
    );
    expect(splitList(undefined)).toBeNull();
  });
});

describe('token', () => {
  it('is told from a route', () => {
    expect(splitToken('#t=aB3-_')).toEqual({ token: 'aB3-_', rest: '' });
    expect(splitToken('#t=aB3&/compare?metric=mrr')).toEqual({ token: 'aB3', rest: '#/compare?metric=mrr' });
    expect(splitToken('#/data')).toEqual({ token: null, rest: '#/data' });
  });
  it('leaves the address and survives a reload', () => {
    const kept = new Map<string, string>();
    const addresses: string[] = [];
    const page = (hash: string) =>
      ({
        location: { hash, pathname: '/', search: '' },
        history: { replaceState: (_state: unknown, _title: string, url: string) => addresses.push(url) },
        sessionStorage: {
          getItem: (key: string) => kept.get(key) ?? null,
          setItem: (key: string, value: string) => kept.set(key, value),
        },
      }) as unknown as Window;
    expect(takeToken(page('#t=secret'))).toBe('secret');
    expect(addresses).toEqual(['/']);
    expect(takeToken(page('#/data'))).toBe('secret');
  });
});
