import { AppError } from '../../../platform/errors/app-error.js';
import { type ShownGold, type WarehouseReader } from '../../warehouse/index.js';
import { type GoldSalesRepository } from '../data-access/gold-sales.repository.js';
import { type SaleRepository } from '../data-access/sale.repository.js';
import { type Origin } from '../domain/aggregations.js';
import { type QualityFlag, qualityFlags } from '../domain/quality.js';
import { type Sale } from '../domain/sale.js';

export interface TracedSale extends Sale {
  quality_flags: QualityFlag[];
  /** Only where it was asked for. */
  origin?: Origin;
}

/** One sale. */
export class SaleService {
  constructor(
    private readonly reader: WarehouseReader,
    private readonly sales: SaleRepository,
    private readonly gold: GoldSalesRepository,
  ) {}

  /** Throws AppError where there is none, or its origin cannot be read now. */
  async find(
    saleId: string,
    options: { asOf?: string; trace: boolean },
  ): Promise<{ gold: ShownGold; sale: TracedSale }> {
    const { gold, sale, isInvoiceMixed } = await this.reader.snapshot(async (shown, sql) => {
      const found = await this.sales.find(sql, saleId, options.asOf);
      if (!found) {
        throw new AppError('not_found', `there is no sale ${saleId}`, {
          hint: 'GET /api/v1/sales lists sales with their ids.',
        });
      }
      return { gold: shown, ...found };
    });
    const origin = options.trace ? await this.gold.origin(gold, saleId, sale.date.slice(0, 7)) : undefined;
    return {
      gold,
      sale: {
        ...sale,
        quality_flags: qualityFlags({
          customerId: sale.customer?.customer_id ?? null,
          hasCountry: sale.country.country_key !== '0',
          stockCode: sale.product.stock_code,
          description: origin ? origin.description : sale.product.description,
          isInvoiceMixed,
        }),
        ...(origin && { origin }),
      },
    };
  }
}
