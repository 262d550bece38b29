import { appendFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MethodName } from '../../../shared/contract';
import type { Contribution } from '../../../shared/explain/explainSchemas';
import { scoreRow } from '../../../shared/trees/scoreRow';
import type { RankscopeError } from '../../../shared/wire/errors';
import type { F64Column } from '../../../shared/wire/table';
import { features, forest, forestFeatures, logRows, openExplainCase } from './support/explainCase';

let opened: Awaited<ReturnType<typeof openExplainCase>>;
const context = { signal: new AbortController().signal, progress: () => undefined, client: 'test' };

beforeAll(async () => {
  opened = await openExplainCase();
}, 60_000);
afterAll(() => opened.close());

const table = () => opened.engine.table;
const item = { background: 'list' as const, covers: false, seed: 0 };
const pair = { attribution: 'pairwise' as const, background: 'list' as const, seed: 0 };
const list = (request: string) => logRows.filter((row) => row.request === request);
const sum = (contributions: Contribution[]) =>
  contributions.reduce((total, { contribution }) => total + contribution, 0);
const at = (request: string, position: number) => list(request).find((row) => row.position === position)!.item;

async function failureOf(method: MethodName, params: object): Promise<RankscopeError> {
  return opened.engine.handlers[method]({ session: opened.session, ...params }, context).then(
    () => expect.fail(`${method} did not fail`),
    (error: RankscopeError) => error,
  );
}

describe('explain.item', () => {
  it('adds up for every model and background, and names what is the same for all items', async () => {
    for (const model of ['forest', 'network']) {
      for (const background of ['list', 'global', 'zeros', 'median'] as const) {
        const wish = { session: opened.session, request: 'q1', item: 'i3', model, ...item, background };
        const found = await table()['explain.item'](wish, context);
        expect(sum(found.contributions)).toBeCloseTo(found.score - found.base, 6);
        expect(found.background.kind).toBe(background);
        const names = [...found.contributions.map(({ feature }) => feature), ...found.sameForAll];
        const own = model === 'forest' ? 6 : 10;
        expect(new Set(names).size).toBe(own);
        if (model === 'network' && background === 'list') expect(found.sameForAll).toEqual(['u']);
      }
    }
  });

  it('tells a declared group as one, with the columns behind it', async () => {
    const wish = { session: opened.session, request: 'q1', item: 'i3', model: 'network', ...item };
    const { contributions } = await table()['explain.item'](wish, context);
    expect(contributions.find(({ feature }) => feature === 'pair')).toMatchObject({
      columns: ['g1', 'g2'],
      value: null,
    });
    const price = logRows.find((row) => row.request === 'q1' && row.item === 'i3')!.values[0];
    expect(contributions.find(({ feature }) => feature === 'price')!.value).toBeCloseTo(price!, 4);
  });

  it('takes the covers of a forest on request', async () => {
    const wish = { session: opened.session, request: 'q1', item: 'i3', model: 'forest', ...item, covers: true };
    const found = await table()['explain.item'](wish, context);
    expect(found).toMatchObject({ method: 'tree', background: { kind: 'cover' } });
    expect(sum(found.contributions)).toBeCloseTo(found.score - found.base, 9);
    const refused = { request: 'q1', item: 'i3', model: 'network', covers: true };
    expect((await failureOf('explain.item', refused)).message).toMatch(/no forest/);
  });

  it('gives the same numbers for the same seed', async () => {
    const run = (seed: number) =>
      table()['explain.item'](
        { session: opened.session, request: 'q2', item: 'i2', model: 'network', ...item, background: 'global', seed },
        context,
      );
    expect(await run(3)).toEqual(await run(3));
  });

  it('leaves items without a score out of the background, and says so', async () => {
    const wish = { session: opened.session, request: 'q2', item: 'i2', model: 'network', ...item };
    const found = await table()['explain.item'](wish, context);
    expect(found.background.rows).toBe(6);
    expect(found.warnings).toContain('1 of 8 items have no finite score and are left out.');
  });
});

describe('explain.list', () => {
  it('holds what explain.item gives for each item', async () => {
    for (const model of ['forest', 'network']) {
      const wish = { session: opened.session, request: 'q2', model, background: 'list' as const, seed: 0 };
      const whole = await table()['explain.list'](wish, context);
      const values = (name: string) => whole.table.columns.find((column) => column.name === name) as F64Column;
      const single = await table()['explain.item'](
        { session: opened.session, request: 'q2', item: list('q2')[1]!.item, model, ...item },
        context,
      );
      expect(values('base').data[1]).toBeCloseTo(single.base, 6);
      for (const { feature, contribution } of single.contributions) {
        expect(values(`contribution:${feature}`).data[1]).toBeCloseTo(contribution, 6);
      }
    }
  });
});

describe('explain.pair', () => {
  it('is negated to the bit when the items are exchanged', async () => {
    for (const model of ['forest', 'network']) {
      const run = (one: string, versus: string) =>
        table()['explain.pair']({ session: opened.session, request: 'q2', item: one, versus, model, ...pair }, context);
      const forth = await run('i1', 'i5');
      const back = await run('i5', 'i1');
      expect(sum(forth.contributions)).toBeCloseTo(forth.score - forth.base, 6);
      expect(back.contributions.map(({ feature, contribution }) => [feature, 0 - contribution])).toEqual(
        forth.contributions.map(({ feature, contribution }) => [feature, contribution]),
      );
    }
  });

  it('gives the difference of two attributions on request, with the same sum', async () => {
    const wish = { session: opened.session, request: 'q2', item: 'i1', versus: 'i5', model: 'forest', ...pair };
    const found = await table()['explain.pair']({ ...wish, attribution: 'difference' }, context);
    expect(sum(found.contributions)).toBeCloseTo(found.score - found.base, 9);
    expect(found.background).toMatchObject({ kind: 'list', rows: 8 });
  });

  it('attributes nothing where a rule decided, and names the rule', async () => {
    const [upper, lower] = [at('q1', 2), at('q1', 3)];
    const wish = { session: opened.session, request: 'q1', item: upper, versus: lower, ...pair };
    const ruled = await table()['explain.pair']({ ...wish, model: 'forest' }, context);
    expect(ruled.contributions).toEqual([]);
    expect(ruled.score).toBeLessThan(ruled.base);
    expect(ruled.ruled).toMatch(new RegExp(`${upper} was served above .* the rule of ${upper} is "boost"`));
    const notServed = await table()['explain.pair']({ ...wish, model: 'network' }, context);
    expect(notServed.ruled).toBeNull();
    const agreed = { ...wish, item: at('q1', 1), versus: at('q1', 8), model: 'forest' };
    expect((await table()['explain.pair'](agreed, context)).ruled).toBeNull();
  });
});

describe('explain.swap', () => {
  it('finds a change that does what it says', async () => {
    const low = at('q2', 8);
    const high = at('q2', 4);
    const wish = { session: opened.session, request: 'q2', item: low, versus: high, model: 'forest', features: null };
    const { swap, versusScore, direction, frozen } = await table()['explain.swap']({ ...wish, seed: 0 }, context);
    expect(direction).toBe('above');
    const changed = [...list('q2').find((row) => row.item === low)!.values];
    for (const { feature, to } of swap!.changes) changed[features.indexOf(feature)] = to;
    const score = scoreRow(forest, changed.slice(0, forestFeatures.length) as number[])[0]!;
    expect(swap!.score).toBeCloseTo(score, 12);
    expect(score).toBeGreaterThan(versusScore);
    expect(swap!.position).toBeLessThanOrEqual(4);
    expect(frozen.every(({ reason }) => reason.length > 0)).toBe(true);
  });

  it('freezes what the list shares, groups and what was not asked for', async () => {
    const wish = { session: opened.session, request: 'q1', item: 'i1', versus: 'i2', model: 'network', seed: 0 };
    const { frozen } = await table()['explain.swap']({ ...wish, features: ['price', 'u', 'g1'] }, context);
    expect(frozen).toEqual(
      expect.arrayContaining([
        { feature: 'u', reason: 'the same for every item of the list' },
        { feature: 'pair', reason: 'a group of several values' },
        { feature: 'ctr', reason: 'not among the features to change' },
      ]),
    );
  });
});

describe('explain.curve', () => {
  it('passes through the position that the item has', async () => {
    for (const model of ['forest', 'network']) {
      const wish = { session: opened.session, request: 'q2', item: 'i1', model, feature: 'price', seed: 0 };
      const { own, points, missing, steps, items } = await table()['explain.curve'](wish, context);
      expect(points.find(({ value }) => value === own.value)).toEqual(own);
      expect(points.every(({ value }, index) => index === 0 || value > points[index - 1]!.value)).toBe(true);
      expect(points.every(({ position }) => position >= 1 && position <= items)).toBe(true);
      expect([steps, missing.score === null]).toEqual(model === 'forest' ? [true, false] : [false, true]);
    }
  });
});

describe('a model of several objectives', () => {
  const explain = (model: string) =>
    table()['explain.item']({ session: opened.session, request: 'q1', item: 'i3', model, ...item }, context);

  it('is explained by its blended value', async () => {
    const [network, tripled] = [await explain('network'), await explain('tripled')];
    expect(tripled.output).toBe('the blended value 3 × net');
    expect(tripled.score).toBeCloseTo(3 * network.score, 10);
    const parts = new Map(network.contributions.map(({ feature, contribution }) => [feature, contribution]));
    for (const { feature, contribution } of tripled.contributions) {
      expect(contribution, feature).toBeCloseTo(3 * parts.get(feature)!, 8);
    }
    expect(tripled.warnings).toContainEqual(expect.stringContaining('blended from the outputs of several objectives'));
  });

  it('of trees is explained without TreeSHAP, and to the same parts where the blend is the raw score', async () => {
    const [forestOnly, same] = [await explain('forest'), await explain('same')];
    expect(same.output).toBe('the blended value 2 × raw + -1 × shown');
    expect([forestOnly.method, same.method]).toEqual(['tree', 'exact']);
    const parts = new Map(forestOnly.contributions.map(({ feature, contribution }) => [feature, contribution]));
    for (const { feature, contribution } of same.contributions) {
      expect(contribution, feature).toBeCloseTo(parts.get(feature)!, 8);
    }
  });

  it('is explained objective by objective on request', async () => {
    const [raw, net] = [await explain('same:raw'), await explain('tripled:net')];
    expect([raw.method, raw.model]).toEqual(['tree', 'same:raw']);
    expect(raw.score).toBeCloseTo((await explain('forest')).score, 12);
    expect(net.score).toBeCloseTo((await explain('network')).score, 12);
    expect(net.warnings).toEqual((await explain('network')).warnings);
  });
});

describe('explanations that cannot be given', () => {
  const one = { request: 'q2', item: 'i1', model: 'forest' };

  it.each<[string, object, string, RegExp]>([
    ['a file of scores', { ...one, model: 'scores' }, 'unsupported', /is a file of scores: there is no model/],
    ['the logged list', { ...one, model: '@logged' }, 'unsupported', /is no model/],
    [
      'a model that failed',
      { ...one, model: 'lacking' },
      'unsupported',
      /has no scores to explain\. The model cannot be/,
    ],
    [
      'a list-wise model',
      { ...one, model: 'list-wise' },
      'unsupported',
      /list-wise: a score depends on the other items/,
    ],
    ['a blend by the list', { ...one, model: 'by list' }, 'unsupported', /normalizes its objectives by the list/],
    [
      'a blend of shares of training predictions',
      { ...one, model: 'by training' },
      'unsupported',
      /share of training predictions at or below each objective \(quantile_global\)/,
    ],
    ['a blend of models', { ...one, model: 'mixed' }, 'unsupported', /"mixed" is a blend of models/],
    ['an unknown model', { ...one, model: 'nobody' }, 'not_found', /There is no model "nobody"/],
    ['an unknown request', { ...one, request: 'q9' }, 'not_found', /no request "q9"/],
    ['an unknown item', { ...one, item: 'i99' }, 'not_found', /The request "q2" has no item "i99"/],
    [
      'an item without a score',
      { ...one, item: 'gap', model: 'network' },
      'input',
      /no finite score, because of its feat/,
    ],
    ['an item alone in its list', { ...one, request: 'alone', item: 'i0' }, 'refused', /no other item with a score/],
  ])('are refused for %s', async (_, params, code, message) => {
    expect(await failureOf('explain.item', params)).toMatchObject({ code, message: expect.stringMatching(message) });
  });

  it('are refused for an item against itself and for a feature that the model does not take', async () => {
    const itself = await failureOf('explain.pair', { ...one, versus: 'i1' });
    expect(itself).toMatchObject({ code: 'usage', message: '"i1" is compared with itself.' });
    const feature = await failureOf('explain.curve', { ...one, feature: 'pric' });
    expect(feature).toMatchObject({ code: 'not_found', hint: 'The nearest name is "price".' });
  });

  it('end when they are cancelled', async () => {
    const controller = new AbortController();
    const stopping = { ...context, signal: controller.signal, progress: () => controller.abort() };
    const wish = { session: opened.session, request: 'q1', model: 'network', background: 'global' as const, seed: 0 };
    await expect(table()['explain.list'](wish, stopping)).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('are refused for a file that changed after the build', async () => {
    await appendFile(path.join(opened.folder, 'forest.txt'), '\n');
    expect((await failureOf('explain.item', one)).message).toMatch(/forest\.txt of the model "forest" changed since/);
  });
});
