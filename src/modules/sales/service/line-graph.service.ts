import { type WarehouseReader } from '../../warehouse/index.js';
import { type LineGraphRepository } from '../data-access/line-graph.repository.js';
import { type SaleRepository } from '../data-access/sale.repository.js';
import { type SalesLine } from '../domain/line.js';
import { type Sale } from '../domain/sale.js';

/** What was read, and the version of gold that it is of. */
export interface Read<T> {
  version: number;
  found: T;
}

/** Lines and what they lead to, of many at once. */
export class LineGraphService {
  constructor(
    private readonly reader: WarehouseReader,
    private readonly graph: LineGraphRepository,
    private readonly sales: SaleRepository,
  ) {}

  /** By id. Throws AppError, as the others do. */
  lines(ids: readonly string[], asOf?: string): Promise<Read<Map<string, SalesLine>>> {
    return this.reader.snapshot(async ({ version }, sql) => ({
      version,
      found: new Map((await this.graph.byIds(sql, ids, asOf)).map((line) => [line.sale_id, line])),
    }));
  }

  /** Product, customer, invoice and country by the id of the sale. */
  details(ids: readonly string[], asOf?: string): Promise<Read<Map<string, Sale>>> {
    return this.reader.snapshot(async ({ version }, sql) => ({
      version,
      found: new Map((await this.sales.findAll(sql, ids, asOf)).map((sale) => [sale.sale_id, sale])),
    }));
  }

  /** By the id of the sale that came back. */
  returns(ids: readonly string[], first: number, asOf?: string): Promise<Read<Map<string, SalesLine[]>>> {
    return this.reader.snapshot(async ({ version }, sql) => ({
      version,
      found: await this.graph.returns(sql, ids, first, asOf),
    }));
  }

  /** By the number of the invoice. */
  invoiceLines(
    numbers: readonly string[],
    first: number,
    asOf?: string,
  ): Promise<Read<Map<string, SalesLine[]>>> {
    return this.reader.snapshot(async ({ version }, sql) => ({
      version,
      found: await this.graph.ofInvoices(sql, numbers, first, asOf),
    }));
  }
}
