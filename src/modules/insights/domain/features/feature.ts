/** A column of a feature table. */
export interface Feature {
  name: string;
  description: string;
  /**
   * Where it is computed: over the lines `l` of an entity, over what they were grouped to (counting what is distinct among lines
   * would take a table of its own in memory each time), or from other features. All of them know
   * only lines until the day of the table.
   */
  from: 'line' | 'group' | 'item' | 'gap' | 'features';
  sql: string;
}

type Row = readonly [name: string, sql: string, description: string];

export function features(from: Feature['from'], rows: readonly Row[]): Feature[] {
  return rows.map(([name, sql, description]) => ({ name, description, from, sql }));
}

/** The day of the table, in SQL. */
export const AS_OF = 'CAST($1 AS DATE)';

/** Lines of the last so many days, the day of the table included. */
export function within(days: number): string {
  return `l.day > ${AS_OF} - ${days}`;
}

/** Money to four digits, as everywhere. */
export function money(sql: string): string {
  return `CAST(coalesce(${sql}, 0) AS DECIMAL(18, 4))`;
}

/** As `within`, of something else than lines. */
export function dayWithin(column: string, days: number): string {
  return `${column} > ${AS_OF} - ${days}`;
}
