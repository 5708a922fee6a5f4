import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../../../platform/errors/app-error.js';
import { type FeatureEntity, type FeaturesRepository } from '../data-access/features.repository.js';
import { CUSTOMER_FEATURES } from '../domain/features/customer-features.js';
import { PRODUCT_FEATURES } from '../domain/features/product-features.js';
import { type InsightContext, inputsOf } from './insight-context.js';

const ENTITIES: readonly { entity: FeatureEntity; key: string; features: typeof CUSTOMER_FEATURES }[] = [
  { entity: 'customers', key: 'customer_id', features: CUSTOMER_FEATURES },
  { entity: 'products', key: 'stock_code', features: PRODUCT_FEATURES },
];

/** Features of customers and products as of a day, for models of others. */
export class FeatureTables {
  constructor(
    private readonly context: InsightContext,
    private readonly repository: FeaturesRepository,
  ) {}

  /** Every feature with what it means. */
  catalogue() {
    return ENTITIES.map(({ entity, key, features }) => ({
      entity,
      key,
      features: features.map(({ name, description }) => ({ name, description })),
    }));
  }

  /** Writes both tables as Parquet and their descriptions as JSON. Throws AppError where the day is before the first fact. */
  async write(asked: { as_of?: string }, folder: string, signal?: AbortSignal) {
    const gold = await this.context.shown();
    const all = await this.context.extent(gold, {});
    const asOf = asked.as_of ?? all.date_to ?? '1970-01-01';
    if (all.date_from === null || asOf < all.date_from) {
      throw new AppError('refused', `nothing was sold until ${asOf}`, {
        hint: `The first sale is of ${all.date_from ?? 'no day yet'}.`,
      });
    }
    const extent = await this.context.extent(gold, { dateTo: asOf });
    const tables = [];
    for (const { entity } of ENTITIES)
      tables.push({ entity, ...(await this.repository.write(gold, entity, asOf, folder, signal)) });
    const about = {
      as_of: asOf,
      tables,
      inputs: inputsOf(gold, extent),
      note: 'Nothing later than as_of is read, so a table of a past day holds what was known then, with the corrections that came since.',
      features: this.catalogue(),
    };
    await writeFile(join(folder, 'features.json'), `${JSON.stringify(about, null, 2)}\n`);
    return {
      as_of: asOf,
      gold_version: gold.version,
      tables,
      features: ENTITIES.reduce((sum, { features }) => sum + features.length, 0),
      files: [...tables.map(({ file }) => file), 'features.json'],
    };
  }
}
