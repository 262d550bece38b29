import { Reader } from 'protobufjs/minimal';

// Field numbers of AttributeProto and TensorProto in onnx.proto3.
const ATTRIBUTE = { name: 1, i: 3, s: 4, tensor: 5, floats: 7, ints: 8, strings: 9 };
const TENSOR = { dims: 1, type: 2, floats: 4, int32s: 5, int64s: 7, raw: 9, doubles: 10, external: 13 };
const types = { float: 1, uint8: 2, int64: 7, double: 11 };

/** The attributes of one node; each list is read when it is asked for. Readers throw where the bytes are no such list. */
export class NodeAttributes {
  readonly #bodies = new Map<string, Uint8Array>();

  constructor(bodies: readonly Uint8Array[]) {
    for (const body of bodies) {
      let name = '';
      eachField(body, (reader, number) => {
        if (number !== ATTRIBUTE.name) return false;
        name = reader.string();
        return true;
      });
      this.#bodies.set(name, body);
    }
  }

  has(name: string): boolean {
    return this.#bodies.has(name);
  }

  get names(): string[] {
    return [...this.#bodies.keys()];
  }

  /** A whole number, or `missing` where the node has no such attribute. */
  integer(name: string, missing: number): number {
    let value = missing;
    this.#each(name, ATTRIBUTE.i, (reader) => {
      value = int64(reader);
    });
    return value;
  }

  text(name: string, missing: string): string {
    let value = missing;
    this.#each(name, ATTRIBUTE.s, (reader) => {
      value = reader.string();
    });
    return value;
  }

  /** Whole numbers as float64, which holds those below 2^53 exactly; empty where the node has no such attribute. */
  integers(name: string): Float64Array {
    const list = new Growing();
    this.#each(name, ATTRIBUTE.ints, (reader, wireType) => {
      if (wireType !== 2) return list.push(int64(reader));
      for (const end = reader.uint32() + reader.pos; reader.pos < end; ) list.push(int64(reader));
    });
    return list.done();
  }

  /** A list of float32, or a tensor of the name with `_as_tensor`, or a tensor of this name. */
  numbers(name: string): Float64Array {
    const tensor = this.tensor(`${name}_as_tensor`) ?? this.tensor(name);
    if (tensor && tensor.length > 0) return tensor;
    const list = new Growing();
    this.#each(name, ATTRIBUTE.floats, (reader, wireType) => {
      if (wireType !== 2) return list.push(reader.float());
      for (const end = reader.uint32() + reader.pos; reader.pos < end; ) list.push(reader.float());
    });
    return list.done();
  }

  texts(name: string): string[] {
    const texts: string[] = [];
    this.#each(name, ATTRIBUTE.strings, (reader) => texts.push(reader.string()));
    return texts;
  }

  /** Codes of a list of texts from a small vocabulary; -1 for a text that is not in it. */
  codes(name: string, vocabulary: readonly string[]): Int8Array {
    const known = vocabulary.map((word) => Buffer.from(word));
    const list = new Growing();
    this.#each(name, ATTRIBUTE.strings, (reader) => {
      const word = reader.bytes();
      list.push(known.findIndex((each) => each.equals(word)));
    });
    return Int8Array.from(list.done());
  }

  /** A tensor of float, double, uint8 or int64 as float64; null where the node has no such attribute. */
  tensor(name: string): Float64Array | null {
    let found: Float64Array | null = null;
    this.#each(name, ATTRIBUTE.tensor, (reader) => {
      found = readTensor(reader.bytes());
    });
    return found;
  }

  #each(name: string, field: number, read: (reader: Reader, wireType: number) => unknown): void {
    const body = this.#bodies.get(name);
    if (!body) return;
    eachField(body, (reader, number, wireType) => {
      if (number !== field) return false;
      read(reader, wireType);
      return true;
    });
  }
}

/** The numbers of a TensorProto. */
export function readTensor(bytes: Uint8Array): Float64Array {
  let type = 0;
  let raw: Uint8Array | null = null;
  const list = new Growing();
  eachField(bytes, (reader, number, wireType) => {
    if (number === TENSOR.type) type = reader.uint32();
    else if (number === TENSOR.raw) raw = reader.bytes();
    else if (number === TENSOR.external) throw new RangeError('a tensor of the trees lies in another file');
    else if (number === TENSOR.floats) eachNumber(reader, wireType, () => list.push(reader.float()));
    else if (number === TENSOR.doubles) eachNumber(reader, wireType, () => list.push(reader.double()));
    else if (number === TENSOR.int32s) eachNumber(reader, wireType, () => list.push(reader.int32()));
    else if (number === TENSOR.int64s) eachNumber(reader, wireType, () => list.push(int64(reader)));
    else return false;
    return true;
  });
  return raw ? fromRaw(raw, type) : list.done();
}

function fromRaw(raw: Uint8Array, type: number): Float64Array {
  const sizes = { [types.float]: 4, [types.uint8]: 1, [types.int64]: 8, [types.double]: 8 };
  const size = sizes[type];
  if (size === undefined || raw.length % size !== 0) throw new RangeError(`a tensor of the type ${type} is not read`);
  const view = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
  return Float64Array.from({ length: raw.length / size }, (_, at) => {
    if (type === types.float) return view.getFloat32(at * size, true);
    if (type === types.double) return view.getFloat64(at * size, true);
    return type === types.uint8 ? raw[at]! : Number(view.getBigInt64(at * size, true));
  });
}

function eachNumber(reader: Reader, wireType: number, read: () => void): void {
  if (wireType !== 2) read();
  else for (const end = reader.uint32() + reader.pos; reader.pos < end; ) read();
}

/** `visit` reads a field and returns true, or leaves it to be skipped. */
function eachField(bytes: Uint8Array, visit: (reader: Reader, number: number, wireType: number) => boolean): void {
  const reader = Reader.create(bytes);
  while (reader.pos < reader.len) {
    const tag = reader.uint32();
    if (!visit(reader, tag >>> 3, tag & 7)) reader.skipType(tag & 7);
  }
}

/** Small numbers without the detour of the library's own objects for 64 bits. */
function int64(reader: Reader): number {
  const { buf, pos } = reader;
  for (let at = 0, value = 0, scale = 1; at < 4; at++, scale *= 128) {
    const byte = buf[pos + at]!;
    if (byte < 128) {
      reader.pos = pos + at + 1;
      return value + byte * scale;
    }
    value += (byte & 127) * scale;
  }
  return Number(reader.int64());
}

class Growing {
  #list = new Float64Array(16);
  #size = 0;

  push(value: number): void {
    if (this.#size === this.#list.length) {
      const wider = new Float64Array(2 * this.#size);
      wider.set(this.#list);
      this.#list = wider;
    }
    this.#list[this.#size++] = value;
  }

  done(): Float64Array {
    return this.#list.slice(0, this.#size);
  }
}
