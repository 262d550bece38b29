import { describe, expect, it } from 'vitest';
import {
  anyOfText,
  bothText,
  columnText,
  equalsText,
  rangeText,
  timeText,
  valueText,
} from '../../../shared/slices/predicateText';

const device = { table: null, column: 'device' };

describe('predicate text', () => {
  it('quotes names only where it must', () => {
    expect(columnText(device)).toBe('device');
    expect(columnText({ table: 'items', column: 'Price "€"' })).toBe('items."Price ""€"""');
    expect(columnText({ table: null, column: 'order' })).toBe('"order"');
    expect(columnText({ table: null, column: 'position' })).toBe('position');
    expect(columnText({ table: null, column: '1st' })).toBe('"1st"');
  });

  it('writes values of every kind', () => {
    expect(equalsText(device, 'text', "it's")).toBe("device = 'it''s'");
    expect(equalsText(device, 'text', null)).toBe('device IS NULL');
    expect(equalsText(device, 'boolean', false)).toBe('NOT device');
    expect(valueText('number', Number.NaN)).toBe("'NaN'::DOUBLE");
    expect(valueText('number', 1e300)).toBe('1e+300');
    expect(timeText(Date.UTC(2026, 6, 1, 12, 30))).toBe('2026-07-01 12:30:00');
    expect(timeText(Date.UTC(2026, 6, 1) + 5)).toBe('2026-07-01 00:00:00.005');
  });

  it('says sets and ranges', () => {
    expect(anyOfText(device, 'text', ['a', 'b'])).toBe("device IN ('a', 'b')");
    expect(anyOfText(device, 'text', ['a', null, 'b'])).toBe("(device IN ('a', 'b') OR device IS NULL)");
    expect(anyOfText(device, 'text', [null])).toBe('device IS NULL');
    expect(anyOfText(device, 'text', [])).toBe('false');
    expect(anyOfText(device, 'text', ['a', null])).toBe("(device IN ('a') OR device IS NULL)");
    expect(rangeText({ table: null, column: 'x' }, 'number', 1, 2.5)).toBe('x >= 1 AND x < 2.5');
    expect(rangeText({ table: null, column: 'x' }, 'number', null, null)).toBe('x IS NOT NULL');
  });

  it('joins predicates without changing what they mean', () => {
    expect(bothText(null, 'a')).toBe('a');
    expect(bothText('a', ' ')).toBe('a');
    expect(bothText('a = 1', 'b OR c')).toBe('a = 1 AND (b OR c)');
    expect(bothText('a -- note', 'b')).toBe('(a -- note\n) AND b');
  });
});
