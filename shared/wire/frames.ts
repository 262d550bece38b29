import type { ErrorCode, ErrorPlace, WireError } from './errors';
import { isPlainObject } from './plainObject';
import { protocolError } from './protocolError';

export const protocolNumber = 1;
/** Upper limit of one message, header and buffers with their padding. */
export const maxMessageBytes = 16 * 1024 * 1024;
/** Upper limit of typed arrays in one message: a table of 10,000 columns has at most 40,000. */
export const maxBuffers = 65_536;

/** The first frame in both directions. */
export interface HelloFrame {
  t: 'hello';
  protocol: number;
  build: string;
}
/** `id` counts from 1 per connection and sender; `p` is encoded by `encodeValue`, `b` holds its buffers' byte lengths. */
export interface RequestFrame {
  t: 'req';
  id: number;
  m: string;
  p: unknown;
  b?: number[];
}
export interface CancelFrame {
  t: 'cancel';
  id: number;
}
/** `total` null: not known. */
export interface ProgressFrame {
  t: 'progress';
  id: number;
  done: number;
  total: number | null;
  text: string;
}
export interface ResponseFrame {
  t: 'res';
  id: number;
  r: unknown;
  b?: number[];
}
export interface ErrorFrame {
  t: 'err';
  id: number;
  e: WireError;
}
export interface EventFrame {
  t: 'event';
  m: string;
  p: unknown;
  b?: number[];
}

export type Frame = HelloFrame | RequestFrame | CancelFrame | ProgressFrame | ResponseFrame | ErrorFrame | EventFrame;

type Fields = Record<string, unknown>;

/**
 * A header from the other side, checked field by field; unknown fields are left out.
 * @throws RankscopeError `protocol` where it is not a frame, or where `b` does not tell the lengths of `buffers`.
 */
export function parseFrame(header: unknown, buffers: readonly ArrayBuffer[]): Frame {
  if (!isPlainObject(header)) throw protocolError('A frame is not an object.');
  if (Object.hasOwn(header, '__proto__')) throw protocolError('A frame has a field "__proto__".');
  const b = readBufferLengths(header.b);
  if (b.length !== buffers.length || b.some((length, i) => length !== buffers[i]?.byteLength)) {
    throw protocolError('A frame does not tell the lengths of its buffers.');
  }
  switch (header.t) {
    case 'hello':
      return { t: 'hello', protocol: readInteger(header, 'protocol'), build: readText(header, 'build') };
    case 'req':
      return { t: 'req', id: readInteger(header, 'id'), m: readText(header, 'm'), p: readPayload(header, 'p'), b };
    case 'cancel':
      return { t: 'cancel', id: readInteger(header, 'id') };
    case 'progress':
      return readProgress(header);
    case 'res':
      return { t: 'res', id: readInteger(header, 'id'), r: readPayload(header, 'r'), b };
    case 'err':
      return { t: 'err', id: readInteger(header, 'id'), e: readError(header.e) };
    case 'event':
      return { t: 'event', m: readText(header, 'm'), p: readPayload(header, 'p'), b };
    default:
      throw protocolError('A frame has no known type.');
  }
}

/** The field `b` of a header: absent means no buffers. */
export function readBufferLengths(value: unknown): number[] {
  if (value === undefined) return [];
  if (!Array.isArray(value) || value.length > maxBuffers) throw protocolError('A frame has a bad list of buffers.');
  let total = 0;
  for (const length of value as unknown[]) {
    if (!isCount(length)) throw protocolError('A frame has a buffer length that is not a count of bytes.');
    total += length;
    if (total > maxMessageBytes) throw protocolError('A frame has more bytes in buffers than a message may have.');
  }
  return value as number[];
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

function readInteger(fields: Fields, name: string): number {
  const value = fields[name];
  if (!isCount(value)) throw protocolError(`A frame's "${name}" is not a whole number.`);
  return value;
}

function readText(fields: Fields, name: string): string {
  const value = fields[name];
  if (typeof value !== 'string') throw protocolError(`A frame's "${name}" is not a text.`);
  return value;
}

function readPayload(fields: Fields, name: string): unknown {
  if (!Object.hasOwn(fields, name)) throw protocolError(`A frame has no "${name}".`);
  return fields[name];
}

function readProgress(fields: Fields): ProgressFrame {
  const { done, total } = fields;
  if (!Number.isFinite(done) || !(total === null || Number.isFinite(total))) {
    throw protocolError("A progress frame's numbers are not numbers.");
  }
  const id = readInteger(fields, 'id');
  return { t: 'progress', id, done: done as number, total: total as number | null, text: readText(fields, 'text') };
}

/** Code and message are required; what else is of a wrong type is left out, so that the message still arrives. */
function readError(value: unknown): WireError {
  if (!isPlainObject(value)) throw protocolError('An error frame has no error.');
  const error: WireError = { code: readText(value, 'code') as ErrorCode, message: readText(value, 'message') };
  if (typeof value.hint === 'string') error.hint = value.hint;
  if (typeof value.sql === 'string') error.sql = value.sql;
  if (isPlainObject(value.where)) error.where = readPlace(value.where);
  return error;
}

function readPlace(fields: Fields): ErrorPlace {
  const place: ErrorPlace = {};
  for (const name of ['file', 'column', 'path'] as const) {
    const value = fields[name];
    if (typeof value === 'string') place[name] = value;
  }
  for (const name of ['line', 'row', 'position'] as const) {
    const value = fields[name];
    if (typeof value === 'number') place[name] = value;
  }
  return place;
}
