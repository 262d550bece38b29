import { createCaseFile } from '../ingest/init/createCaseFile';
import { initResult } from '../ingest/init/initResult';
import { proposeCase } from '../ingest/init/proposeCase';
import type { FileTokens } from '../registry/fileTokens';
import type { HandlersOf } from './handlerTable';

/** Making a case from files: a preview that writes nothing, and the one file that a confirmed preview writes. */
export function newCaseHandlers(
  files: FileTokens,
  memoryLimit: string | null,
): HandlersOf<'case.init' | 'case.create'> {
  const allow = (file: string) => files.allow(file);
  const placed = (place: { path: string } | { token: string }) =>
    allow('token' in place ? files.resolve(place.token) : place.path);
  return {
    'case.init': async ({ files: given, folder, name, roles }, { signal, progress }) => {
      const paths = await Promise.all(given.map(placed));
      const target = folder && (await placed(folder));
      const open = memoryLimit === null ? {} : { memoryLimit };
      return initResult(await proposeCase({ paths, folder: target, name, roles, allow, open }, { signal, progress }));
    },
    'case.create': async ({ folder, yaml, replace }) =>
      createCaseFile({ folder: await placed(folder), yaml, replace, allow }),
  };
}
