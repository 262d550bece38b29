import type { InitResult } from '../../../../shared/schemas/init';
import { relativePath } from './caseText';
import type { ProposedCase } from './proposeCase';

/** A proposal as the contract gives it: plain values, files by the paths of the case. */
export function initResult({ yaml, folder, proposal, inputs }: ProposedCase): InitResult {
  const bytes = new Map(inputs.map((each) => [each.file, each.bytes]));
  const { log, use, nested } = proposal;
  return {
    yaml,
    folder,
    name: proposal.name,
    roles: proposal.roles,
    files: proposal.files.map(({ file, ...rest }) => ({
      path: relativePath(folder, file),
      bytes: bytes.get(file) ?? 0,
      ...rest,
    })),
    columns: log ? [...log.columns, ...log.nested].map(({ name, type }) => ({ name, type })) : [],
    features: use?.features ?? [],
    nested: nested ? [...nested.structs, ...nested.maps, ...nested.arrays.map(({ column }) => column)] : [],
    context: use?.context ?? [],
    missing: proposal.missing,
    warnings: proposal.warnings,
  };
}
