import { RankscopeError } from '../../../../shared/wire/errors';

/** A part of an XGBoost model's document, which knows its place so that errors can say it. */
export class DocumentPart {
  readonly value: unknown;
  readonly file: string;
  /** Dotted path from the top, such as `learner.gradient_booster.model.trees[3]`. */
  readonly path: string;

  constructor(value: unknown, file: string, path = '') {
    this.value = value;
    this.file = file;
    this.path = path;
  }

  refuse(text: string, hint = 'The file may be truncated or edited; save the model again.'): RankscopeError {
    const place = this.path === '' ? '' : `, ${this.path}`;
    return new RankscopeError({
      code: 'input',
      message: `${this.file}${place}: ${text}.`,
      hint,
      where: { file: this.file, ...(this.path !== '' && { path: this.path }) },
    });
  }

  /** The part of this name, or null where the object has none. */
  maybe(name: string): DocumentPart | null {
    const { value } = this;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) throw this.refuse('this is not an object');
    if (!Object.hasOwn(value, name)) return null;
    return new DocumentPart((value as Record<string, unknown>)[name], this.file, join(this.path, name));
  }

  at(name: string): DocumentPart {
    const part = this.maybe(name);
    if (part) return part;
    throw this.refuse(`there is no "${name}"`);
  }

  parts(): DocumentPart[] {
    if (!Array.isArray(this.value)) throw this.refuse('this is not a list');
    return this.value.map((value, index) => new DocumentPart(value, this.file, `${this.path}[${index}]`));
  }

  text(): string {
    if (typeof this.value !== 'string') throw this.refuse('this is not a text');
    return this.value;
  }

  texts(): string[] {
    return this.parts().map((part) => part.text());
  }

  /** Numbers or booleans; a text that holds one number counts as one. */
  numbers(length?: number): Float64Array {
    const { value } = this;
    const list = value instanceof Float64Array ? value : Array.isArray(value) ? this.#listed(value) : null;
    if (!list) throw this.refuse('this is not a list of numbers');
    if (length !== undefined && list.length !== length) {
      throw this.refuse(`there are ${list.length} numbers, and ${length} are expected`);
    }
    return list;
  }

  /** As `numbers`, but each is a whole number within `[least, most]`. */
  integers(length?: number, least = -(2 ** 31), most = 2 ** 31 - 1): Float64Array {
    const list = this.numbers(length);
    const odd = list.findIndex((value) => !Number.isInteger(value) || value < least || value > most);
    if (odd >= 0) throw this.refuse(`number ${odd} is ${list[odd]}, which is out of range`);
    return list;
  }

  /** One whole number of at least 0; XGBoost writes most parameters as texts. */
  count(): number {
    const value = typeof this.value === 'string' && this.value.trim() !== '' ? Number(this.value) : this.value;
    if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
      throw this.refuse('this is not a whole number of at least 0');
    }
    return value;
  }

  #listed(list: unknown[]): Float64Array {
    return Float64Array.from(list, (value, index) => {
      if (typeof value === 'number') return value;
      if (typeof value === 'boolean') return value ? 1 : 0;
      throw this.refuse(`value ${index} is not a number`);
    });
  }
}

function join(path: string, name: string): string {
  return path === '' ? name : `${path}.${name}`;
}
