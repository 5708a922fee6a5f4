/** Partition of lines whose date cannot be read or lies outside 2000 to 2099. */
export const UNKNOWN_MONTH = 'unknown';

/** Partition of bronze rows that are operations on earlier sales. */
export const OPERATIONS = 'operations';

export const isMonth = (partition: string) => partition !== UNKNOWN_MONTH && partition !== OPERATIONS;

/**
 * Puts months together, in order, until a group has about `rowsPerGroup` rows, so that memory is bounded by a group and
 * not by the history. A larger month is a group of its own.
 */
export function groupMonths(rowsByMonth: ReadonlyMap<string, number>, rowsPerGroup: number): Set<string>[] {
  const groups: Set<string>[] = [];
  let current: string[] = [];
  let rows = 0;
  for (const month of [...rowsByMonth.keys()].sort()) {
    const size = rowsByMonth.get(month) ?? 0;
    if (current.length > 0 && rows + size > rowsPerGroup) {
      groups.push(new Set(current));
      current = [];
      rows = 0;
    }
    current.push(month);
    rows += size;
  }
  if (current.length > 0) groups.push(new Set(current));
  return groups;
}
