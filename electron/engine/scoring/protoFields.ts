import { Reader, Writer } from 'protobufjs/minimal';

/** One field of a protobuf message, as byte ranges of the buffer it was read from. */
export interface ProtoField {
  number: number;
  /** 2 = length-delimited (text, bytes, message); the others are numbers. */
  wireType: number;
  /** The whole field with its tag: `[start, end)`. */
  start: number;
  end: number;
  /** Only the content of a length-delimited field: `[bodyStart, end)`. */
  bodyStart: number;
}

/** The fields of the message that fills `[start, end)`, in file order. Throws where the bytes are no protobuf message. */
export function* protoFields(bytes: Uint8Array, start = 0, end = bytes.length): Generator<ProtoField> {
  const reader = Reader.create(bytes);
  reader.pos = start;
  while (reader.pos < end) {
    const from = reader.pos;
    const tag = reader.uint32();
    const [number, wireType] = [tag >>> 3, tag & 7];
    let bodyStart = reader.pos;
    if (wireType === 2) {
      const length = reader.uint32();
      bodyStart = reader.pos;
      reader.skip(length);
    } else {
      reader.skipType(wireType);
    }
    if (reader.pos > end) throw new RangeError('a field runs past the end of its message');
    yield { number, wireType, start: from, end: reader.pos, bodyStart };
  }
}

/** A length-delimited field's content as text. */
export function fieldText(bytes: Uint8Array, field: ProtoField): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset + field.bodyStart, field.end - field.bodyStart).toString('utf8');
}

/** The whole numbers of the fields with this number, one each or packed; beyond 2^53 they lose their last digits. */
export function fieldNumbers(bytes: Uint8Array, fields: Iterable<ProtoField>, number: number): number[] {
  const found: number[] = [];
  for (const field of fields) {
    if (field.number !== number || (field.wireType !== 0 && field.wireType !== 2)) continue;
    const reader = Reader.create(bytes);
    reader.pos = field.bodyStart;
    while (reader.pos < field.end) found.push(Number(reader.int64()));
  }
  return found;
}

/** The bytes of a length-delimited field: tag, length, content. */
export function encodeField(number: number, content: Uint8Array | string): Uint8Array {
  const writer = Writer.create().uint32((number << 3) | 2);
  return (typeof content === 'string' ? writer.string(content) : writer.bytes(content)).finish();
}

/** A varint field's value; negative numbers and those beyond 2^53 are not kept exactly. */
export function fieldInteger(bytes: Uint8Array, field: ProtoField): number {
  const reader = Reader.create(bytes);
  reader.pos = field.start;
  reader.uint32();
  return Number(reader.int64());
}
