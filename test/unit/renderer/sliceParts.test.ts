import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { partsOf, sliceOf, withoutPart, withPart } from '../../../renderer/features/slices/sliceParts';

describe('slice parts', () => {
  it('reads what it wrote', () => {
    const part = fc.constantFrom(
      "locale = 'nl'",
      'position <= 3',
      "query = 'a) AND (b'",
      '"odd )" IS NULL',
      '(a OR b)',
    );
    fc.assert(
      fc.property(fc.uniqueArray(part, { minLength: 2, maxLength: 5 }), (parts) => {
        expect(partsOf(sliceOf(parts))).toEqual(parts);
      }),
    );
  });

  it('keeps what a person typed as one part', () => {
    for (const text of ["locale = 'nl'", '(a) OR (b)', '(a) AND b', '(a', "'('"]) expect(partsOf(text)).toEqual([text]);
    expect(partsOf(null)).toEqual([]);
    expect(partsOf('  ')).toEqual([]);
  });

  it('adds a part once and takes it away again', () => {
    const two = withPart("locale = 'nl'", 'position = 1');
    expect(two).toBe("(locale = 'nl') AND (position = 1)");
    expect(withPart(two, ' position = 1 ')).toBe(two);
    expect(withoutPart(two, 0)).toBe('position = 1');
    expect(withoutPart('position = 1', 0)).toBeNull();
  });
});
