/** Numeric types of UBJSON by marker: bytes of one value, and how it is read (big-endian). */
const numeric: Record<string, { size: number; read(view: DataView, at: number): number }> = {
  i: { size: 1, read: (view, at) => view.getInt8(at) },
  U: { size: 1, read: (view, at) => view.getUint8(at) },
  I: { size: 2, read: (view, at) => view.getInt16(at) },
  l: { size: 4, read: (view, at) => view.getInt32(at) },
  L: { size: 8, read: (view, at) => Number(view.getBigInt64(at)) },
  d: { size: 4, read: (view, at) => view.getFloat32(at) },
  D: { size: 8, read: (view, at) => view.getFloat64(at) },
};

const deepest = 64;
/** Values outside of typed lists: bounds memory for files that are not made by XGBoost. */
const mostValues = 20_000_000;

/** A fault of a UBJSON document; `position` is the byte it was found at. */
export class UbjsonError extends Error {
  readonly position: number;

  constructor(position: number, message: string) {
    super(message);
    this.position = position;
  }
}

/**
 * Reads a UBJSON document (ubjson.org, draft 12) into what `JSON.parse` would give; typed lists of numbers become
 * `Float64Array`. No length is believed before the bytes are there, depth and number of values are limited, and no
 * no-op or container type is taken in typed lists: XGBoost writes none. Throws `UbjsonError`.
 */
export function readUbjson(bytes: Uint8Array): unknown {
  const reader = new UbjsonReader(bytes);
  const value = reader.value(reader.marker(), 0);
  if (reader.position < bytes.length) reader.fail('there are bytes behind the end of the document');
  return value;
}

class UbjsonReader {
  position = 0;
  #values = 0;
  readonly #bytes: Uint8Array;
  readonly #view: DataView;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  fail(message: string): never {
    throw new UbjsonError(this.position, message);
  }

  marker(): string {
    if (this.position >= this.#bytes.length) this.fail('the file ends in the middle of the document');
    return String.fromCharCode(this.#bytes[this.position++]!);
  }

  value(marker: string, depth: number): unknown {
    if (++this.#values > mostValues) this.fail(`the document has more than ${mostValues} values`);
    switch (marker) {
      case '{':
        return this.#object(depth + 1);
      case '[':
        return this.#list(depth + 1);
      case 'S':
        return this.#text();
      case 'C':
        return this.marker();
      case 'T':
        return true;
      case 'F':
        return false;
      case 'Z':
        return null;
      default:
        return this.#number(marker);
    }
  }

  #number(marker: string): number {
    const type = Object.hasOwn(numeric, marker)
      ? numeric[marker]!
      : this.fail(`"${printable(marker)}" begins no value`);
    this.#need(type.size);
    const value = type.read(this.#view, this.position);
    this.position += type.size;
    return value;
  }

  #length(): number {
    const length = this.#number(this.marker());
    if (Number.isSafeInteger(length) && length >= 0) return length;
    return this.fail(`a length of ${length} is stated`);
  }

  #text(): string {
    const length = this.#length();
    this.#need(length);
    const start = this.position;
    this.position += length;
    return Buffer.from(this.#bytes.buffer, this.#bytes.byteOffset + start, length).toString('utf8');
  }

  #list(depth: number): unknown {
    this.#enter(depth);
    const next = this.#peek();
    if (next === '$') return this.#typedList();
    const list: unknown[] = [];
    if (next === '#') {
      this.position++;
      const length = this.#length();
      this.#need(length);
      for (let at = 0; at < length; at++) list.push(this.value(this.marker(), depth));
      return list;
    }
    for (let marker = this.marker(); marker !== ']'; marker = this.marker()) list.push(this.value(marker, depth));
    return list;
  }

  #typedList(): Float64Array {
    this.position++;
    const marker = this.marker();
    const type = Object.hasOwn(numeric, marker)
      ? numeric[marker]!
      : this.fail(`a list of the type "${printable(marker)}" is not read`);
    if (this.marker() !== '#') this.fail('a typed list without a length is not read');
    const length = this.#length();
    this.#need(length * type.size);
    const list = new Float64Array(length);
    for (let at = 0; at < length; at++) list[at] = type.read(this.#view, this.position + at * type.size);
    this.position += length * type.size;
    return list;
  }

  #object(depth: number): Record<string, unknown> {
    this.#enter(depth);
    const object: Record<string, unknown> = Object.create(null);
    const next = this.#peek();
    if (next === '$') this.fail('an object of one type is not read');
    if (next === '#') {
      this.position++;
      const length = this.#length();
      this.#need(length);
      for (let at = 0; at < length; at++) this.#entry(object, depth);
      return object;
    }
    while (this.#peek() !== '}') this.#entry(object, depth);
    this.position++;
    return object;
  }

  #entry(object: Record<string, unknown>, depth: number): void {
    const key = this.#text();
    object[key] = this.value(this.marker(), depth);
  }

  #enter(depth: number): void {
    if (depth > deepest) this.fail(`the document is nested deeper than ${deepest} levels`);
  }

  #peek(): string {
    const marker = this.marker();
    this.position--;
    return marker;
  }

  #need(bytes: number): void {
    const left = this.#bytes.length - this.position;
    if (bytes > left) this.fail(`${bytes} bytes are announced, and ${left} are left`);
  }
}

function printable(marker: string): string {
  return /^[ -~]$/.test(marker) ? marker : `\\x${marker.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
