import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type EngineSession, literal } from '../../../platform/engine/engine.js';

const SHIPPED = join(import.meta.dirname, '..', '..', '..', '..', 'data', 'reference');

const FILES: Record<string, { file: string; select: string }> = {
  country: { file: 'countries.csv', select: '*' },
  country_alias: { file: 'country_aliases.csv', select: 'alias, country_name' },
  holiday: { file: 'holidays.csv', select: 'country_code, CAST(date AS DATE) AS date, name' },
  product_rule: {
    file: 'product_rules.csv',
    select: 'CAST(priority AS INTEGER) AS priority, keyword, category, subcategory, product_family, brand',
  },
};

/** Values that models read from the relation `setting`. */
export interface ModelSettings {
  clvLifespanYears: number;
  holidayCountry: string;
  fiscalYearStartMonth: number;
}

/**
 * Names the reference data and the settings in a session. A file of the same name in `<home>/reference` takes the place of
 * the one that ships with the program.
 */
export async function bindReferenceData(
  session: EngineSession,
  home: string,
  settings: ModelSettings,
): Promise<void> {
  for (const [name, { file, select }] of Object.entries(FILES)) {
    const own = join(home, 'reference', file);
    const path = existsSync(own) ? own : join(SHIPPED, file);
    await session.materialise(
      name,
      `SELECT ${select} FROM read_csv(${literal(path)}, header = true, all_varchar = true, delim = ',', quote = '"', escape = '"')`,
    );
  }
  await session.bindRows(
    'setting',
    [
      { name: 'clv_lifespan_years', type: 'double' },
      { name: 'holiday_country', type: 'string' },
      { name: 'fiscal_year_start_month', type: 'integer' },
    ],
    [
      {
        clv_lifespan_years: settings.clvLifespanYears,
        holiday_country: settings.holidayCountry,
        fiscal_year_start_month: settings.fiscalYearStartMonth,
      },
    ],
  );
}
