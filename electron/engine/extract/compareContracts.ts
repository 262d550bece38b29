import type { ContractColumn, LogContract } from '../../../shared/schemas/logContract';
import type { Check } from '../../../shared/schemas/session';

/** The checks that a comparison with a contract adds. */
export const contractCheckIds = [
  'contract_missing',
  'contract_type',
  'contract_null',
  'contract_range',
  'contract_new',
] as const;
type ContractCheckId = (typeof contractCheckIds)[number];

interface Difference {
  id: ContractCheckId;
  column: string;
  expected: string;
  found: string;
}

const about: Record<ContractCheckId, { severity: Check['severity']; title: string; detail: string }> = {
  contract_missing: {
    severity: 'blocks',
    title: 'Columns of the contract that the log lacks',
    detail: 'Whatever needs them is not available, or is computed from other rows than agreed.',
  },
  contract_type: {
    severity: 'blocks',
    title: 'Columns of another type than agreed',
    detail: 'A number that became text, or a flag that became a count, changes what is computed from it.',
  },
  contract_null: {
    severity: 'warns',
    title: 'Missing values where the contract has none',
    detail: 'Serving did not write a value that it used to write.',
  },
  contract_range: {
    severity: 'warns',
    title: 'Values outside the range of the contract',
    detail: 'Ranges are rules of a role (position from 1, propensity in (0, 1]) or what the log of the contract held.',
  },
  contract_new: {
    severity: 'notes',
    title: 'Columns that the contract does not know',
    detail: 'They are used like any other column.',
  },
};

/** What a log does differently from a contract, as checks that count columns; none when they agree. */
export function compareContracts(agreed: LogContract, found: LogContract): Check[] {
  const differences = [...agreed.columns.flatMap((each) => differencesOf(each, found)), ...newColumns(agreed, found)];
  return contractCheckIds.flatMap((id) => {
    const own = differences.filter((each) => each.id === id);
    if (own.length === 0) return [];
    const rows = own.slice(0, 20).map(({ column, expected, found: seen }) => ({ column, expected, found: seen }));
    return [{ id, ...about[id], count: own.length, rows }];
  });
}

function differencesOf(agreed: ContractColumn, { columns }: LogContract): Difference[] {
  const { column } = agreed;
  const found = columns.find((each) => each.column === column);
  if (!found) return [{ id: 'contract_missing', column, expected: describe(agreed), found: 'not there' }];
  if (!sameType(agreed, found)) return [{ id: 'contract_type', column, expected: agreed.type, found: found.type }];
  const differences: Difference[] = [];
  if (found.nullable && !agreed.nullable) {
    differences.push({ id: 'contract_null', column, expected: 'no missing values', found: 'missing values' });
  }
  const range = rangeProblem(agreed, found);
  if (range !== null) differences.push({ id: 'contract_range', column, expected: rangeText(agreed), found: range });
  return differences;
}

// A float column may happen to hold whole numbers only.
function sameType(agreed: ContractColumn, found: ContractColumn): boolean {
  const loose = (type: ContractColumn['type']) => (type === 'id' ? 'text' : type);
  if (loose(agreed.type) === loose(found.type)) return true;
  return agreed.type === 'number' && (found.type === 'whole' || found.type === 'flag');
}

function rangeProblem(agreed: ContractColumn, found: ContractColumn): string | null {
  if (agreed.values) {
    const others = found.values?.filter((each) => !agreed.values!.includes(each)) ?? ['more values than can be listed'];
    return others.length === 0 ? null : others.slice(0, 5).join(', ');
  }
  const { low, high } = found;
  if (low === null || high === null) return null;
  const below = (agreed.min !== null && low < agreed.min) || (agreed.above !== null && low <= agreed.above);
  const beyond = agreed.max !== null && high > agreed.max;
  return below || beyond ? `from ${low} to ${high}` : null;
}

function newColumns(agreed: LogContract, found: LogContract): Difference[] {
  const known = new Set(agreed.columns.map((each) => each.column));
  return found.columns
    .filter((each) => !known.has(each.column))
    .map((each) => ({ id: 'contract_new', column: each.column, expected: 'not there', found: describe(each) }));
}

function describe({ type, role, use }: ContractColumn): string {
  return `${type}, ${role ?? use}`;
}

function rangeText({ values, min, max, above }: ContractColumn): string {
  if (values) return values.slice(0, 5).join(', ') + (values.length > 5 ? ', …' : '');
  return `${above === null ? `[${min ?? '-∞'}` : `(${above}`}, ${max ?? '∞'}]`;
}
