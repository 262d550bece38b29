import { refuseText, shorten, type TextField } from './modelText';

const words: Record<string, number> = {
  inf: Number.POSITIVE_INFINITY,
  '-inf': Number.NEGATIVE_INFINITY,
  nan: Number.NaN,
  '-nan': Number.NaN,
};

/** The numbers of a field, which must be `count` many. */
export function numbersOf(file: string, field: TextField, count: number): Float64Array {
  const parts = field.value === '' ? [] : field.value.trimEnd().split(' ');
  if (parts.length !== count) {
    throw refuseText(file, field.line, `"${field.name}" holds ${parts.length} numbers, and ${count} are expected`);
  }
  const numbers = new Float64Array(count);
  for (let at = 0; at < count; at++) numbers[at] = numberOf(file, field, parts[at]!);
  return numbers;
}

/** As `numbersOf`, for whole numbers of 32 bits. */
export function integersOf(file: string, field: TextField, count: number): Int32Array {
  const numbers = numbersOf(file, field, count);
  const odd = numbers.findIndex((value) => value !== (value | 0));
  if (odd >= 0) throw refuseText(file, field.line, `"${field.name}" holds ${numbers[odd]}, which is no whole number`);
  return Int32Array.from(numbers);
}

/** One whole number of at least `least`. */
export function integerOf(file: string, field: TextField, least: number): number {
  const [value] = integersOf(file, field, 1);
  if (value! >= least) return value!;
  throw refuseText(file, field.line, `"${field.name}" is ${value}, and at least ${least} is expected`);
}

function numberOf(file: string, field: TextField, text: string): number {
  const value = text === '' ? Number.NaN : Number(text);
  if (!Number.isNaN(value)) return value;
  const word = words[text.toLowerCase()];
  if (word !== undefined) return word;
  throw refuseText(file, field.line, `"${field.name}" holds "${shorten(text)}", which is no number`);
}
