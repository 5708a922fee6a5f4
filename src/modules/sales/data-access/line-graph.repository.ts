import { type Sql } from '../../../platform/database/index.js';
import { type SalesLine } from '../domain/line.js';
import { type LineRow, linesFrom, toLine } from './sales.repository.js';

type OfRow = LineRow & { of: string };

/** Lines that others lead to; of many at once, as lists of lists are loaded by the level. */
export class LineGraphRepository {
  /** The lines with these ids, in any order. */
  async byIds(sql: Sql, ids: readonly string[], asOf?: string): Promise<SalesLine[]> {
    const { rows } = await sql.query<LineRow>(
      linesFrom(`(SELECT f.* FROM fact_sale AS f WHERE f.sale_id = ANY ($1::uuid[]))`, dayOf(asOf, 2)),
      asOf === undefined ? [ids] : [ids, asOf],
    );
    return rows.map(toLine);
  }

  /** The first returns of each of these sales, oldest first. */
  returns(sql: Sql, saleIds: readonly string[], first: number, asOf?: string) {
    const facts = `(SELECT f.*, f.returned_sale_id::text AS of_key FROM unnest($1::uuid[]) AS asked(sale_id)
      CROSS JOIN LATERAL (SELECT b.* FROM fact_sale AS b WHERE b.returned_sale_id = asked.sale_id
        ORDER BY b.date_key, b.sale_id LIMIT CAST($2 AS integer)) AS f)`;
    return this.grouped(sql, facts, [saleIds, first], asOf);
  }

  /** The first lines of each of these invoices. */
  ofInvoices(sql: Sql, invoiceNos: readonly string[], first: number, asOf?: string) {
    const facts = `(SELECT f.*, asked.invoice_no AS of_key FROM dim_invoice AS asked
      CROSS JOIN LATERAL (SELECT b.* FROM fact_sale AS b WHERE b.invoice_key = asked.invoice_key
        ORDER BY b.date_key, b.sale_id LIMIT CAST($2 AS integer)) AS f
      WHERE asked.invoice_no = ANY ($1::text[]))`;
    return this.grouped(sql, facts, [invoiceNos, first], asOf);
  }

  private async grouped(
    sql: Sql,
    facts: string,
    values: readonly [readonly string[], number],
    asOf?: string,
  ): Promise<Map<string, SalesLine[]>> {
    const { rows } = await sql.query<OfRow>(
      `${linesFrom(facts, dayOf(asOf, 3), ', s.of_key AS of')} ORDER BY s.of_key, s.date_key, s.sale_id`,
      asOf === undefined ? [...values] : [...values, asOf],
    );
    const lines = new Map<string, SalesLine[]>();
    for (const row of rows) {
      const group = lines.get(row.of) ?? [];
      group.push(toLine(row));
      lines.set(row.of, group);
    }
    return lines;
  }
}

function dayOf(asOf: string | undefined, at: number): string | undefined {
  return asOf === undefined ? undefined : `CAST($${at} AS date)`;
}
