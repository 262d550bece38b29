import fc from 'fast-check';

const typedArray = fc.oneof(
  fc.int8Array(),
  fc.uint8Array(),
  fc.uint8ClampedArray(),
  fc.int16Array(),
  fc.uint16Array(),
  fc.int32Array(),
  fc.uint32Array(),
  fc.float32Array(),
  fc.float64Array(),
  fc.bigInt64Array(),
  fc.bigUint64Array(),
);

const key = fc
  .oneof(fc.string(), fc.constantFrom('$', '', '0', 'constructor', 'toString'))
  .filter((text) => text !== '__proto__');

/** Everything the codec promises to restore: JSON, typed arrays, NaN, infinities, -0, undefined in arrays. */
export const sendable: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.double(),
      fc.boolean(),
      fc.constantFrom(null, undefined, -0, Number.NaN, Number.POSITIVE_INFINITY),
      typedArray,
    ),
    fc.array(tie('value'), { maxLength: 5 }),
    fc.dictionary(
      key,
      tie('value').filter((value) => value !== undefined),
      { maxKeys: 5, noNullPrototype: true },
    ),
  ),
})).value;
