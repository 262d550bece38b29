import { describe, expect, it } from 'vitest';
import { caseJsonSchema } from '../../../shared/case/caseJsonSchema';
import { checkCase } from '../../../shared/case/checkCase';
import { editDistance, nearestName } from '../../../shared/case/nearestName';
import { dottedPath, parseCase } from '../../../shared/case/parseCase';
import { resolveCase } from '../../../shared/case/resolveCase';

const minimal = {
  rankscope: 1,
  name: 'Home feed',
  log: { path: 'data/log.parquet', columns: { item: 'item_id' } },
  models: [{ name: 'a', file: 'a.onnx' }],
};

function problemsOf(value: unknown) {
  return parseCase(value).problems.map((each) => `${dottedPath(each.path)}: ${each.message}`);
}

function resolved(value: Record<string, unknown>) {
  const parsed = parseCase({ ...minimal, ...value });
  if (!parsed.case) throw new Error(JSON.stringify(parsed.problems));
  return resolveCase(parsed.case);
}

describe('parseCase', () => {
  it('accepts the five-line minimal case', () => {
    expect(parseCase(minimal).problems).toEqual([]);
  });

  it('names the nearest key of an unknown one', () => {
    expect(problemsOf({ ...minimal, modles: [] })).toEqual(['modles: is not a known key; did you mean `models`']);
    const log = { ...minimal.log, columns: { item: 'i', positon: 'p' } };
    expect(problemsOf({ ...minimal, log })).toEqual([
      'log.columns.positon: is not a known key; did you mean `position`',
    ]);
  });

  it('looks into lists, unions and records', () => {
    const value = { ...minimal, models: [{ name: 'a', fille: 'x' }], features: { colums: ['f_*'] } };
    expect(problemsOf({ ...value, outcomes: { click: { colunm: 'c', column: 'c' } } })).toEqual([
      'features.colums: is not a known key; did you mean `columns`',
      'outcomes.click.colunm: is not a known key; did you mean `column`',
      'models[0].fille: is not a known key; did you mean `file`',
    ]);
  });

  it('refuses a newer version in a sentence', () => {
    expect(problemsOf({ ...minimal, rankscope: 2 })[0]).toMatch(
      /^rankscope: this case has format version 2, this build reads up to 1/,
    );
    expect(problemsOf({ name: 'x' })[0]).toMatch(/^rankscope: is missing/);
  });

  it('says what was expected and where', () => {
    expect(problemsOf({ ...minimal, name: 42 })).toEqual(['name: expected text']);
    expect(problemsOf({ ...minimal, features: 3 })).toEqual(['features: expected a list or keys and values']);
    expect(problemsOf({ ...minimal, log: { ...minimal.log, candidates: 'some' } })).toEqual([
      'log.candidates: expected all, shown, sampled',
    ]);
    expect(problemsOf([])[0]).toMatch(/expected keys and values/);
  });

  it('exports a JSON Schema with every top-level key', () => {
    const schema = caseJsonSchema() as { properties: Record<string, unknown> };
    expect(Object.keys(schema.properties)).toEqual(expect.arrayContaining(['log', 'models', 'slices', 'embeddings']));
  });
});

describe('resolveCase', () => {
  it('takes relevance as the default label', () => {
    const log = { ...minimal.log, columns: { item: 'i', relevance: 'g', click: 'c' } };
    expect(resolved({ log }).label).toBe('relevance');
    expect(resolved({ log }).labels.map((each) => each.name)).toEqual(['relevance', 'click']);
  });

  it('takes the last outcome of the funnel otherwise', () => {
    const outcomes = {
      order: { column: 'ordered', window: '7d', after: 'click' },
      click: { column: 'clicked', window: '30m' },
      gmv: { column: 'gmv', of: 'order' },
    };
    const result = resolved({ outcomes });
    expect(result.label).toBe('order');
    expect(result.outcomes.map((each) => [each.name, each.windowMs])).toEqual([
      ['click', 1_800_000],
      ['gmv', null],
      ['order', 604_800_000],
    ]);
  });

  it('says which defaults it took and why', () => {
    const taken = resolved({}).defaults;
    expect(taken.map((each) => each.path)).toEqual(
      expect.arrayContaining(['log.candidates', 'log.duplicates', 'features']),
    );
    expect(taken.every((each) => each.reason.length > 10)).toBe(true);
  });

  it('lists valid keys that nothing uses yet', () => {
    expect(resolved({ policy: { reward: 'click' } }).unused).toEqual(['policy']);
    const outcomes = { gmv: { column: 'v', unit: 'EUR', refunds: 'net' } };
    expect(resolved({ outcomes }).unused).toEqual(['outcomes{}.refunds']);
  });

  it('lists no key that something uses, and none that says what happens anyway', () => {
    const used = resolved({
      examination: 'theta.csv',
      changes: 'changes.csv',
      propensity: { column: 'p', randomized: 'explore' },
      models: [{ name: 'a', file: 'a.onnx', featuresFrom: 'logged', listwise: false }],
      outcomes: { gmv: { column: 'v', unit: 'EUR', refunds: 'gross' } },
    });
    expect(used.unused).toEqual([]);
  });

  it('needs no table for a TREC case', () => {
    const result = resolved({ log: { format: 'trec' }, judgments: 'q.txt', models: [{ name: 'a', file: 'a.run' }] });
    expect(result.log).toMatchObject({ rows: 'union', path: null, candidates: 'all' });
    expect(checkCase(result)).toEqual([]);
  });
});

describe('checkCase', () => {
  it('finds faults between keys', () => {
    const twice = resolved({
      models: [
        { name: 'a', file: 'a' },
        { name: 'a', file: 'b' },
      ],
      label: 'relevanz',
    });
    expect(checkCase(twice).map((each) => dottedPath(each.path))).toEqual(['models[1].name', 'label']);
    expect(checkCase(resolved({ log: { path: 'x.csv' } })).map((each) => dottedPath(each.path))).toEqual([
      'log.columns.item',
    ]);
  });
});

describe('nearestName', () => {
  it('counts a swap of neighbors as one edit', () => {
    expect(editDistance('modles', 'models')).toBe(1);
    expect(editDistance('', 'abc')).toBe(3);
  });
  it('gives null when nothing is close', () => {
    expect(nearestName('zebra', ['models', 'log'])).toBeNull();
    expect(nearestName('Item_ID', ['item', 'item_id'])).toBe('item_id');
  });
});
