import { RankscopeError } from './errors';
import { maxBuffers, maxMessageBytes } from './frames';
import { messageTooLarge } from './messageTooLarge';
import { isPlainObject } from './plainObject';
import { protocolError } from './protocolError';
import { isTypedArrayName, type TypedArrayName, typedArrayTypes } from './typedArrays';

/** A value cut in two: a tree of plain JSON, and one exact-size buffer for every typed array that was in it. */
export interface EncodedValue {
  json: unknown;
  buffers: ArrayBuffer[];
}

const maxDepth = 100;
const constants = new Map<string, unknown>([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
  ['-0', -0],
  ['undefined', undefined],
]);

interface Encoding {
  buffers: ArrayBuffer[];
  bytes: number;
  path: (string | number)[];
}

/**
 * Lifts every typed array out of `value` (a copy of the view, never of the larger buffer behind it) and writes the rest
 * as JSON. One reserved key does it: `{"$": [0, "Float64Array"]}` is buffer 0, `{"$": "NaN"}` a value JSON has no
 * word for, `{"$": {…}}` an object that has a key `$` itself. Properties that are undefined are left out.
 * @throws RankscopeError `internal` for what cannot be sent (functions, bigint, Date, Map, class instances, cycles,
 * more than 100 levels) with its path; `too_large` as soon as the parts alone are over a message's limit.
 */
export function encodeValue(value: unknown): EncodedValue {
  const state: Encoding = { buffers: [], bytes: 0, path: [] };
  return { json: encodeNode(value, state), buffers: state.buffers };
}

/**
 * The reverse of `encodeValue`. Works in place: `json` belongs to the result afterwards, and so do the buffers.
 * @throws RankscopeError `protocol` for trees that `encodeValue` cannot have made.
 */
export function decodeValue(json: unknown, buffers: readonly ArrayBuffer[]): unknown {
  const state: Decoding = { buffers, taken: new Set(), nodes: 0 };
  const value = decodeNode(json, state, 0);
  if (state.taken.size !== buffers.length) throw protocolError('A message has buffers that nothing refers to.');
  return value;
}

function encodeNode(value: unknown, state: Encoding): unknown {
  switch (typeof value) {
    case 'string':
      spend(state, value.length + 2);
      return value;
    case 'boolean':
      return value;
    case 'number':
      return Number.isFinite(value) && !Object.is(value, -0) ? value : { $: Object.is(value, -0) ? '-0' : `${value}` };
    case 'undefined':
      return { $: 'undefined' };
    case 'object':
      return value === null ? null : encodeObject(value, state);
    default:
      throw unsendable(state, `a ${typeof value}`);
  }
}

function encodeObject(value: object, state: Encoding): unknown {
  if (state.path.length >= maxDepth) throw unsendable(state, `more than ${maxDepth} levels, or a cycle,`);
  if (ArrayBuffer.isView(value)) return encodeTypedArray(value, state);
  if (Array.isArray(value)) return encodeArray(value, state);
  if (!isPlainObject(value)) throw unsendable(state, `an object of class ${value.constructor?.name ?? 'unknown'}`);
  const out: Record<string, unknown> = {};
  for (const key of Object.keys(value)) {
    if (key === '__proto__') throw unsendable(state, 'a key "__proto__"');
    const item = value[key];
    if (item === undefined) continue;
    spend(state, key.length + 3);
    state.path.push(key);
    out[key] = encodeNode(item, state);
    state.path.pop();
  }
  return Object.hasOwn(out, '$') ? { $: out } : out;
}

function encodeArray(values: readonly unknown[], state: Encoding): unknown[] {
  const out: unknown[] = [];
  spend(state, values.length + 1);
  for (let i = 0; i < values.length; i++) {
    state.path.push(i);
    out.push(encodeNode(values[i], state));
    state.path.pop();
  }
  return out;
}

function encodeTypedArray(view: ArrayBufferView, state: Encoding): unknown {
  const name = Object.prototype.toString.call(view).slice(8, -1);
  if (!isTypedArrayName(name)) throw unsendable(state, `a ${name}`);
  if (state.buffers.length >= maxBuffers) throw unsendable(state, `more than ${maxBuffers} typed arrays`);
  spend(state, view.byteLength);
  const copy = new Uint8Array(view.byteLength);
  copy.set(new Uint8Array(view.buffer, view.byteOffset, view.byteLength));
  state.buffers.push(copy.buffer);
  return { $: [state.buffers.length - 1, name] };
}

/** A lower bound of the message's size, so that a huge value stops before it is copied. */
function spend(state: Encoding, bytes: number): void {
  state.bytes += bytes;
  if (state.bytes > maxMessageBytes) throw messageTooLarge(null);
}

function unsendable(state: Encoding, what: string): RankscopeError {
  const path = state.path.slice(0, 8).join('.');
  return new RankscopeError({
    code: 'internal',
    message: `A value cannot be sent: there is ${what} at ${path === '' ? 'its top' : `"${path}"`}.`,
    ...(path !== '' && { where: { path } }),
  });
}

interface Decoding {
  buffers: readonly ArrayBuffer[];
  taken: Set<number>;
  nodes: number;
}

function decodeNode(node: unknown, state: Decoding, depth: number): unknown {
  // A structured clone can hold one array many times over, nested: without a count that walk never ends.
  if (++state.nodes > maxMessageBytes) throw protocolError('A message has more parts than a message may have.');
  if (node === null || typeof node === 'string' || typeof node === 'number' || typeof node === 'boolean') return node;
  if (depth >= maxDepth) throw protocolError(`A message is nested more than ${maxDepth} levels deep.`);
  if (Array.isArray(node)) {
    for (let i = 0; i < node.length; i++) node[i] = decodeNode(node[i], state, depth + 1);
    return node;
  }
  if (!isPlainObject(node)) throw protocolError('A message holds something that is not JSON.');
  return Object.hasOwn(node, '$') ? decodeMarked(node, state, depth) : decodeFields(node, state, depth);
}

function decodeFields(node: Record<string, unknown>, state: Decoding, depth: number): unknown {
  for (const key of Object.keys(node)) {
    if (key === '__proto__') throw protocolError('A message has a key "__proto__".');
    node[key] = decodeNode(node[key], state, depth + 1);
  }
  return node;
}

function decodeMarked(node: Record<string, unknown>, state: Decoding, depth: number): unknown {
  const { $: mark } = node;
  if (Object.keys(node).length !== 1) throw protocolError('A message has a bad reference.');
  if (Array.isArray(mark)) return decodeReference(mark, state);
  if (typeof mark === 'string' && constants.has(mark)) return constants.get(mark);
  if (isPlainObject(mark) && Object.hasOwn(mark, '$')) return decodeFields(mark, state, depth);
  throw protocolError('A message has a bad reference.');
}

function decodeReference([index, name, ...rest]: unknown[], state: Decoding): unknown {
  const buffer = typeof index === 'number' ? state.buffers[index] : undefined;
  if (buffer === undefined || state.taken.has(index as number) || rest.length > 0 || !isTypedArrayName(name)) {
    throw protocolError('A message refers to a buffer that it does not have.');
  }
  const type = typedArrayTypes[name as TypedArrayName];
  if (buffer.byteLength % type.BYTES_PER_ELEMENT !== 0) {
    throw protocolError(`A buffer of ${buffer.byteLength} bytes cannot be a ${name}.`);
  }
  state.taken.add(index as number);
  return new type(buffer);
}
