import { type EngineSession, identifier, literal } from '../../../platform/engine/engine.js';

export const ERASED = 'erased_customer';

/** What is left of a customer text; undefined where it stays. */
export type SecretOf = (customerText: string) => string | undefined;

/** Lines of bronze without their erased customers. */
export class ErasedLinesRepository {
  constructor(private readonly session: EngineSession) {}

  /** Looks through the customers of a relation for erased ones. False where there are none. */
  async find(select: string, secretOf: SecretOf): Promise<boolean> {
    const texts = await this.session.query<{ customer_id: string }>(
      `SELECT DISTINCT customer_id FROM (${select}) AS lines WHERE customer_id IS NOT NULL`,
    );
    const found = texts.flatMap(({ customer_id: text }) => {
      const secret = secretOf(text);
      return secret === undefined ? [] : [{ customer_text: text, secret }];
    });
    await this.session.bindRows(
      ERASED,
      [
        { name: 'customer_text', type: 'string' },
        { name: 'secret', type: 'string' },
      ],
      found,
    );
    return found.length > 0;
  }

  /** How many lines of a relation are of those that `find` found, by batch and month. */
  async count(relation: string): Promise<{ batch: string; month: string; lines: number }[]> {
    const rows = await this.session.query<{ batch: string; month: string; lines: string }>(
      `SELECT b._batch_id AS batch, b.invoice_month AS month, count(*) AS lines FROM ${identifier(relation)} AS b
       JOIN ${ERASED} AS e ON e.customer_text = b.customer_id GROUP BY ALL`,
    );
    return rows.map((row) => ({ ...row, lines: Number(row.lines) }));
  }

  /**
   * The lines of a relation, those of customers that `find` found without the values of the personal columns. The mark that
   * they get keeps equal lines equal, and lines of two invoices without anything in common.
   */
  anonymised(select: string, personal: readonly string[]): string {
    const kept = personal.map(
      (name) => `CASE WHEN e.secret IS NULL THEN b.${identifier(name)} END AS ${identifier(name)}`,
    );
    const mark = `left(sha256(concat(e.secret, chr(31), coalesce(upper(clean_text(b.invoice_no)), ''))), 32)`;
    return `SELECT b.* REPLACE (${[...kept, `CASE WHEN e.secret IS NULL THEN b._erased ELSE ${mark} END AS _erased`].join(', ')})
      FROM (${select}) AS b LEFT JOIN ${ERASED} AS e ON e.customer_text = b.customer_id`;
  }

  /** The lines of a relation that `find` found, operations left out. */
  found(relation: string): string {
    return `SELECT b.* FROM ${identifier(relation)} AS b JOIN ${ERASED} AS e ON e.customer_text = b.customer_id WHERE b._op IS NULL`;
  }

  /** The lines of some months, of one batch or of all but some. */
  linesOf(relation: string, months: Iterable<string>, batch?: string): string {
    const list = [...months].map(literal).join(', ');
    return `SELECT * FROM ${identifier(relation)} WHERE invoice_month IN (${list})${
      batch === undefined ? '' : ` AND _batch_id = ${literal(batch)}`
    }`;
  }
}
