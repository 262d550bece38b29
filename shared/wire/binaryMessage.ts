import { maxMessageBytes, readBufferLengths } from './frames';
import { messageTooLarge } from './messageTooLarge';
import { isPlainObject } from './plainObject';
import { protocolError } from './protocolError';
import type { IncomingMessage, OutgoingMessage } from './transport';

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * The header as UTF-8 JSON. Every transport asks for it, also those that do not send text, so that the limit is the
 * same number of bytes everywhere.
 * @throws RankscopeError `too_large`
 */
export function headerBytes(message: OutgoingMessage): Uint8Array<ArrayBuffer> {
  const header = encoder.encode(JSON.stringify(message.header));
  const size = message.buffers.reduce((sum, buffer) => sum + pad8(buffer.byteLength), pad8(4 + header.length));
  if (size > maxMessageBytes) throw messageTooLarge(size);
  return header;
}

/** One binary message: u32 little-endian header length, header, zeros up to 8, each buffer followed by zeros up to 8. */
export function encodeMessage(message: OutgoingMessage): Uint8Array<ArrayBuffer> {
  const header = headerBytes(message);
  const start = pad8(4 + header.length);
  const out = new Uint8Array(message.buffers.reduce((sum, buffer) => sum + pad8(buffer.byteLength), start));
  new DataView(out.buffer).setUint32(0, header.length, true);
  out.set(header, 4);
  let offset = start;
  for (const buffer of message.buffers) {
    out.set(new Uint8Array(buffer), offset);
    offset += pad8(buffer.byteLength);
  }
  return out;
}

/**
 * The reverse of `encodeMessage`; each buffer is a copy of its own.
 * @throws RankscopeError `protocol` for anything else than exactly one well-formed message.
 */
export function decodeMessage(data: ArrayBuffer): IncomingMessage {
  const size = data.byteLength;
  if (size < 4 || size > maxMessageBytes) throw protocolError(`A message of ${size} bytes is not one of ours.`);
  const headerLength = new DataView(data).getUint32(0, true);
  if (headerLength > size - 4) throw protocolError('A message ends inside its header.');
  const header = parseHeader(new Uint8Array(data, 4, headerLength));
  let offset = pad8(4 + headerLength);
  const buffers = readBufferLengths(header.b).map((length) => {
    const buffer = data.slice(offset, offset + length);
    offset += pad8(length);
    return buffer;
  });
  if (offset !== size) throw protocolError('A message is longer or shorter than its header says.');
  return { header, buffers };
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  let header: unknown;
  try {
    header = JSON.parse(decoder.decode(bytes));
  } catch {
    // The parser's own sentence quotes the bytes, which may be anything.
    throw protocolError("A message's header is not JSON.");
  }
  if (!isPlainObject(header)) throw protocolError("A message's header is not an object.");
  return header;
}

function pad8(length: number): number {
  return Math.ceil(length / 8) * 8;
}
