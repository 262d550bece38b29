import { RankscopeError } from '../../../shared/wire/errors';

/** The names of `metadata_props["rankscope.features"]`; null where the file has none. */
export function featureOrder(text: string | undefined, file: string): string[] | null {
  if (text === undefined) return null;
  try {
    const names: unknown = JSON.parse(text);
    if (Array.isArray(names) && names.every((name) => typeof name === 'string')) return names;
  } catch {
    // Not JSON: the sentence below covers it.
  }
  throw new RankscopeError({
    code: 'input',
    message: `${file}: the model's metadata "rankscope.features" is not a JSON array of names.`,
    hint: 'Write the metadata as ["feature_a", "feature_b"], or list the names under features: in case.yaml.',
    where: { file },
  });
}
