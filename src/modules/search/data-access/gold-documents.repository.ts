import { type GoldReader, type ShownGold } from '../../warehouse/index.js';
import { type DocumentKind } from '../domain/document.js';
import { type IndexedDocument } from './document-store.js';

/** Documents of one query: what the event loop bears at once. */
const A_PART = 2_500;

const TABLES: Record<DocumentKind, string[]> = {
  product: ['fact_sale', 'dim_product', 'dim_country'],
  customer: ['dim_customer', 'mart_customer_rfm'],
  invoice: ['fact_sale', 'dim_invoice', 'dim_customer', 'dim_country'],
};

const day = (key: string) => `strftime(strptime(CAST(${key} AS VARCHAR), '%Y%m%d'), '%Y-%m-%d')`;
const countries = `list_sort(list(DISTINCT c.country_name) FILTER (WHERE f.country_key <> 0))`;
const none = (names: string) =>
  names
    .split(' ')
    .map((name) => `NULL AS ${name}`)
    .join(', ');
const log = (number: string) => `round(least(1, log10(1 + greatest(0, ${number})) / 6), 3)`;

/** The documents of a kind, as queries of the engine over gold. */
const DOCUMENTS: Record<DocumentKind, string> = {
  product: `
    SELECT p.stock_code AS id, coalesce(p.description, p.stock_code) AS title, p.category, p.subcategory, p.brand, p.product_family,
      coalesce(s.country, []) AS country, ${none('customer_segment customer_id')},
      CAST(round(s.gross / nullif(s.sold, 0), 4) AS DOUBLE) AS price, CAST(s.net AS DOUBLE) AS total, CAST(s.orders AS INTEGER) AS orders,
      CAST(s.units AS BIGINT) AS units, ${day('s.first')} AS first_date, ${day('s.last')} AS last_date, CAST(NULL AS BOOLEAN) AS is_cancelled,
      coalesce(${log('s.orders')}, 0) AS popularity
    FROM dim_product p LEFT JOIN (
      SELECT v.stock_code, ${countries} AS country, sum(f.total_amount) AS net, sum(f.quantity) AS units,
        sum(f.total_amount) FILTER (WHERE f.line_type = 'sale') AS gross, sum(f.quantity) FILTER (WHERE f.line_type = 'sale') AS sold,
        count(DISTINCT f.invoice_key) FILTER (WHERE f.line_type = 'sale') AS orders, min(f.date_key) AS first, max(f.date_key) AS last
      FROM fact_sale f JOIN dim_product v USING (product_key) JOIN dim_country c USING (country_key) GROUP BY v.stock_code
    ) s ON s.stock_code = p.stock_code
    WHERE p.is_current`,
  customer: `
    SELECT c.customer_id AS id, 'Customer ' || c.customer_id AS title, ${none('category subcategory brand product_family')},
      CASE WHEN c.country IS NULL THEN [] ELSE [c.country] END AS country, c.customer_segment, c.customer_id,
      CAST(NULL AS DOUBLE) AS price, CAST(c.total_spent AS DOUBLE) AS total, CAST(c.total_orders AS INTEGER) AS orders, CAST(NULL AS BIGINT) AS units,
      strftime(c.registration_date, '%Y-%m-%d') AS first_date, strftime(r.last_sale_date, '%Y-%m-%d') AS last_date, CAST(NULL AS BOOLEAN) AS is_cancelled,
      coalesce(${log('c.total_orders')}, 0) AS popularity
    FROM dim_customer c LEFT JOIN mart_customer_rfm r ON r.customer_id = c.customer_id
    WHERE c.is_current AND c.customer_id IS NOT NULL`,
  invoice: `
    SELECT i.invoice_no AS id, CASE WHEN i.is_cancelled THEN 'Cancellation ' ELSE 'Invoice ' END || i.invoice_no AS title,
      ${none('category subcategory brand product_family')}, coalesce(l.country, []) AS country, CAST(NULL AS VARCHAR) AS customer_segment, l.customer_id,
      CAST(NULL AS DOUBLE) AS price, CAST(i.invoice_total AS DOUBLE) AS total, CAST(NULL AS INTEGER) AS orders, CAST(NULL AS BIGINT) AS units,
      strftime(utc_day(i.invoice_date), '%Y-%m-%d') AS first_date, strftime(utc_day(i.invoice_date), '%Y-%m-%d') AS last_date, i.is_cancelled,
      coalesce(${log('i.invoice_total')} / 10, 0) AS popularity
    FROM dim_invoice i LEFT JOIN (
      SELECT f.invoice_key, ${countries} AS country, min(u.customer_id) AS customer_id
      FROM fact_sale f JOIN dim_customer u USING (customer_key) JOIN dim_country c USING (country_key) GROUP BY f.invoice_key
    ) l ON l.invoice_key = i.invoice_key`,
};

type Row = Omit<IndexedDocument, 'kind' | 'units'> & { units: string | null };

/** Products, customers and invoices of a version of gold, as documents. */
export class GoldDocumentsRepository {
  constructor(private readonly gold: Pick<GoldReader, 'query'>) {}

  /** All ids of a kind, each with a digest of what its document is made of. */
  async digests(of: ShownGold, kind: DocumentKind): Promise<{ ids: string[]; digests: string[] }> {
    // One text for all: a row of it costs far less than an object.
    const [row] = await this.gold.query<{ all: string | null }>(of, {
      tables: TABLES[kind],
      sql: `SELECT string_agg(id || chr(31) || digest, chr(30)) AS "all" FROM (${digested(kind)})`,
    });
    const pairs = row?.all ? row.all.split('\u001e').map((pair) => pair.split('\u001f')) : [];
    return { ids: pairs.map(([id = '']) => id), digests: pairs.map(([, digest = '']) => digest) };
  }

  /** The documents of some ids. */
  async *some(of: ShownGold, kind: DocumentKind, ids: readonly string[]): AsyncIterable<IndexedDocument[]> {
    for (let at = 0; at < ids.length; at += A_PART) {
      const rows = await this.gold.query<Row>(of, {
        tables: TABLES[kind],
        sql: `SELECT * FROM (${digested(kind)}) WHERE id IN (SELECT unnest(CAST($1 AS VARCHAR[])))`,
        values: [ids.slice(at, at + A_PART)],
      });
      yield rows.map((row) => toDocument(kind, row));
    }
  }

  async *all(of: ShownGold, kind: DocumentKind): AsyncIterable<IndexedDocument[]> {
    for (let last = ''; ;) {
      const rows = await this.gold.query<Row>(of, {
        tables: TABLES[kind],
        sql: `SELECT * FROM (${digested(kind)}) WHERE id > $1 ORDER BY id LIMIT ${A_PART}`,
        values: [last],
      });
      if (rows.length > 0) yield rows.map((row) => toDocument(kind, row));
      if (rows.length < A_PART) return;
      last = rows.at(-1)?.id ?? '';
    }
  }
}

function digested(kind: DocumentKind): string {
  return `SELECT *, substr(md5(CAST(doc AS VARCHAR)), 1, 16) AS digest FROM (${DOCUMENTS[kind]}) doc`;
}

/** Numbers beyond 53 bits come as text; units are none of these. */
function toDocument(kind: DocumentKind, row: Row): IndexedDocument {
  return { ...row, kind, units: row.units === null ? null : Number(row.units) };
}
