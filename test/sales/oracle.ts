import { type Database } from '../../src/platform/database/index.js';

/** What the oracle is asked, in the words of the API. */
export interface Asked {
  countries?: string[];
  products?: string[];
  customers?: string[];
  invoices?: string[];
  from?: string;
  to?: string;
  min?: number;
  max?: number;
  type?: string;
  asOf?: string;
  sort: string;
}

export interface OracleLine {
  sale_id: string;
  date: string;
  invoice_no: string;
  description: string | null;
  customer_id: string | null;
  customer_country: string | null;
  country: string;
  line_type: string;
  quantity: number;
  unit_price: string;
  total_amount: string;
}

const ALIASES: Record<string, string> = {
  UK: 'United Kingdom',
  gbr: 'United Kingdom',
  fr: 'France',
  'De ': 'Germany',
  eire: 'Ireland',
  unknown: 'Unknown',
};
export const COUNTRY_WORDS = [...Object.keys(ALIASES), 'United Kingdom', 'france', 'US'];

/** All lines that fit, in order: everything is joined with everything, and nothing is clever. */
export async function oracle(database: Database, asked: Asked): Promise<OracleLine[]> {
  const [field = '', direction = ''] = asked.sort.split(':');
  const order = direction === 'asc' ? 'ASC' : 'DESC';
  // Ties go with the order, but for amounts, where they go against it.
  const ties = field === 'total_amount' ? (order === 'ASC' ? 'DESC' : 'ASC') : order;
  const names = asked.countries?.map((word) => {
    const standard = word.trim().toLowerCase();
    const alias = Object.entries(ALIASES).find(([text]) => text.trim().toLowerCase() === standard);
    return (alias?.[1] ?? (standard === 'us' ? 'United States' : word)).toLowerCase();
  });
  return database.rows<OracleLine>(
    `WITH shown AS (
       SELECT f.sale_id, d.date AS day, to_char(d.date, 'YYYY-MM-DD') AS date, i.invoice_no,
         CASE WHEN $10::date IS NULL THEN own.description ELSE then_.description END AS description, own.stock_code,
         person.customer_id, CASE WHEN $10::date IS NULL THEN person.country ELSE person_then.country END AS customer_country,
         k.country_name AS country, f.line_type, f.quantity, f.unit_price, f.total_amount
       FROM fact_sale AS f
       JOIN dim_date AS d ON d.date_key = f.date_key
       JOIN dim_invoice AS i ON i.invoice_key = f.invoice_key
       JOIN dim_country AS k ON k.country_key = f.country_key
       JOIN dim_product AS own ON own.product_key = f.product_key
       JOIN dim_customer AS person ON person.customer_key = f.customer_key
       LEFT JOIN dim_product AS then_ ON then_.stock_code = own.stock_code AND daterange(then_.valid_from, then_.valid_to) @> $10::date
       LEFT JOIN dim_customer AS person_then ON person_then.customer_id = person.customer_id
         AND daterange(person_then.valid_from, person_then.valid_to) @> $10::date)
     SELECT sale_id, date, invoice_no, description, customer_id, customer_country, country, line_type, quantity,
       unit_price::text AS unit_price, total_amount::text AS total_amount
     FROM shown AS s
     WHERE ($1::text[] IS NULL OR lower(country) = ANY ($1))
       AND ($2::text[] IS NULL OR EXISTS (
         SELECT 1 FROM unnest($2) AS wanted
         WHERE CASE WHEN EXISTS (SELECT 1 FROM dim_product AS any_ WHERE any_.stock_code = upper(wanted)) THEN s.stock_code = upper(wanted)
               ELSE position(lower(wanted) IN lower(s.description)) > 0 END))
       AND ($3::text[] IS NULL OR customer_id = ANY ($3))
       AND ($4::text[] IS NULL OR invoice_no = ANY ($4))
       AND ($5::date IS NULL OR day >= $5) AND ($6::date IS NULL OR day <= $6)
       AND ($7::numeric IS NULL OR total_amount >= $7) AND ($8::numeric IS NULL OR total_amount <= $8)
       AND ($9::text IS NULL OR line_type = $9)
     ORDER BY ${field === 'date' ? 'day' : `s.${field}`} ${order}, sale_id ${ties}`,
    [
      names ?? null,
      asked.products?.map((text) => text.trim()) ?? null,
      asked.customers ?? null,
      asked.invoices?.map((text) => text.toUpperCase()) ?? null,
      asked.from ?? null,
      asked.to ?? null,
      asked.min ?? null,
      asked.max ?? null,
      asked.type ?? null,
      asked.asOf ?? null,
    ],
  );
}
