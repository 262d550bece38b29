/** Opcodes of WebAssembly (core specification, section 5.4) that the kernel uses. */
export const op = {
  loop: [0x03, 0x40],
  branchIf: 0x0d,
  end: 0x0b,
  select: 0x1b,
  get: 0x20,
  set: 0x21,
  i32: { load: 0x28, store: 0x36, constant: 0x41, ltU: 0x49, add: 0x6a, mul: 0x6c, shrU: 0x76 },
  f64: { load: 0x2b, lt: 0x63, gt: 0x64, abs: 0x99 },
  v128: { load: [0xfd, 0x00], store: [0xfd, 0x0b], constant: [0xfd, 0x0c], and: [0xfd, 0x4e] },
} as const;

/** Value types by their codes. */
export const valueType = { i32: 0x7f, f64: 0x7c, v128: 0x7b } as const;

/** A function that takes i32 parameters and returns nothing. */
export interface WasmFunction {
  name: string;
  parameters: number;
  /** Types of its locals, numbered after the parameters. */
  locals: readonly number[];
  body: readonly number[];
}

/** A module that imports `env.memory` and exports its functions. */
export function wasmModule(functions: readonly WasmFunction[]): Uint8Array {
  const { i32 } = valueType;
  const types = functions.map(({ parameters }) => [0x60, ...list(new Array<number[]>(parameters).fill([i32])), 0]);
  const memory = [...name('env'), ...name('memory'), 0x02, 0x00, 1];
  const codes = functions.map(({ locals, body }) => {
    const code = [...list(locals.map((type) => [1, type])), ...body, op.end];
    return [...unsigned(code.length), ...code];
  });
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, list(types)),
    ...section(2, list([memory])),
    ...section(3, list(functions.map((_, at) => unsigned(at)))),
    ...section(7, list(functions.map((each, at) => [...name(each.name), 0x00, ...unsigned(at)]))),
    ...section(10, list(codes)),
  ]);
}

/** LEB128 of a number that is not negative. */
export function unsigned(value: number): number[] {
  return value < 128 ? [value] : [(value & 127) | 128, ...unsigned(value >>> 7)];
}

/** `i32.const`. */
export function constant(value: number): number[] {
  const bytes: number[] = [op.i32.constant];
  for (let rest = value; ; rest >>= 7) {
    const last = (rest >= 0 && rest < 64) || (rest < 0 && rest >= -64);
    bytes.push((rest & 127) | (last ? 0 : 128));
    if (last) return bytes;
  }
}

/** The operands of a load or store at a fixed distance from an address. */
export function at(offset: number): number[] {
  return [0, ...unsigned(offset)];
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...unsigned(content.length), ...content];
}

function list(parts: readonly (readonly number[])[]): number[] {
  return [...unsigned(parts.length), ...parts.flat()];
}

function name(text: string): number[] {
  return list([...new TextEncoder().encode(text)].map((byte) => [byte]));
}
