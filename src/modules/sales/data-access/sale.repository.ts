import { type Prisma } from '../../../platform/database/index.js';
import { dayOf } from '../domain/sales-query.js';
import { type Sale } from '../domain/sale.js';

/** More returns of one sale are counted and not listed. */
const MOST_RETURNS = 100;

/** One sale with all that belongs to it. */
export class SaleRepository {
  /** Undefined where there is none. Product and customer as they were on the day of the line, or on `asOf`. */
  async find(tables: Prisma.TransactionClient, saleId: string, asOf?: string): Promise<Sale | undefined> {
    const found = await tables.factSale.findUnique({
      relationLoadStrategy: 'join',
      where: { sale_id: saleId },
      include: {
        product: true,
        customer: true,
        invoice: true,
        country: true,
        returned_sale: { include: { invoice: true } },
        returns: {
          include: { invoice: true },
          orderBy: [{ date_key: 'asc' }, { sale_id: 'asc' }],
          take: MOST_RETURNS,
        },
        _count: { select: { returns: true } },
      },
    });
    if (!found) return undefined;
    const { product, customer } =
      asOf === undefined ? found : await this.dimensionsAsOf(tables, found, new Date(`${asOf}T00:00:00Z`));
    const { invoice, country } = found;
    return {
      sale_id: found.sale_id,
      date: dayOf(found.date_key),
      line_type: found.line_type,
      quantity: found.quantity,
      unit_price: Number(found.unit_price),
      total_amount: Number(found.total_amount),
      batch_id: found.batch_id,
      created_at: found.created_at.toISOString(),
      product: {
        product_key: String(product.product_key),
        stock_code: product.stock_code,
        description: product.description,
        category: product.category,
        subcategory: product.subcategory,
        brand: product.brand,
        product_family: product.product_family,
        ...versionOf(product),
      },
      customer:
        customer.customer_id === null
          ? null
          : {
              customer_key: String(customer.customer_key),
              customer_id: customer.customer_id,
              country: customer.country,
              registration_date: customer.registration_date ? day(customer.registration_date) : null,
              total_orders: customer.total_orders,
              total_spent: number(customer.total_spent),
              avg_order_value: number(customer.avg_order_value),
              lifetime_value: number(customer.lifetime_value),
              recency_score: customer.recency_score,
              frequency_score: customer.frequency_score,
              monetary_score: customer.monetary_score,
              rfm_segment: customer.rfm_segment,
              ...versionOf(customer),
            },
      invoice: {
        invoice_key: String(invoice.invoice_key),
        invoice_no: invoice.invoice_no,
        invoice_date: invoice.invoice_date.toISOString(),
        is_cancelled: invoice.is_cancelled,
        invoice_total: Number(invoice.invoice_total),
      },
      country: {
        country_key: String(country.country_key),
        country: country.country_name,
        country_code: country.country_code,
        region: country.region,
        continent: country.continent,
        is_eu_member: country.is_eu_member,
      },
      returned_sale: found.returned_sale && linkOf(found.returned_sale),
      returns: found.returns.map(linkOf),
      returns_total: found._count.returns,
    };
  }

  /** Lines of the invoice name more than one customer or country. */
  async isInvoiceMixed(tables: Prisma.TransactionClient, invoiceKey: string): Promise<boolean> {
    const [row] = await tables.$queryRaw<{ is_mixed: boolean }[]>`
      SELECT count(DISTINCT c.customer_id) > 1 OR count(DISTINCT nullif(f.country_key, 0)) > 1 AS is_mixed
      FROM fact_sale AS f JOIN dim_customer AS c ON c.customer_key = f.customer_key WHERE f.invoice_key = ${BigInt(invoiceKey)}`;
    return row?.is_mixed === true;
  }

  private async dimensionsAsOf(
    tables: Prisma.TransactionClient,
    { product, customer }: Prisma.FactSaleGetPayload<{ include: { product: true; customer: true } }>,
    then: Date,
  ) {
    const valid = { valid_from: { lte: then }, valid_to: { gt: then } };
    return {
      product: await tables.dimProduct.findFirstOrThrow({
        where: { stock_code: product.stock_code, ...valid },
      }),
      customer:
        customer.customer_id === null
          ? customer
          : await tables.dimCustomer.findFirstOrThrow({
              where: { customer_id: customer.customer_id, ...valid },
            }),
    };
  }
}

function linkOf(line: Prisma.FactSaleGetPayload<{ include: { invoice: true } }>) {
  return {
    sale_id: line.sale_id,
    invoice_no: line.invoice.invoice_no,
    date: dayOf(line.date_key),
    quantity: line.quantity,
    total_amount: Number(line.total_amount),
  };
}

function versionOf(row: { valid_from: Date; valid_to: Date; is_current: boolean; version: number }) {
  const { is_current, version } = row;
  return { valid_from: day(row.valid_from), valid_to: day(row.valid_to), is_current, version };
}

function day(date: Date): string {
  return date.toISOString().slice(0, 10);
}

function number(decimal: { toString(): string } | null): number | null {
  return decimal === null ? null : Number(decimal.toString());
}
