/**
 * Joins of lines AS s with their products AS p and customers AS c: the versions that the lines point to, or those of a day (an
 * SQL expression). An anonymous line has no attributes of a customer on any day.
 */
export function dimensions(day?: string): string {
  return day === undefined
    ? `JOIN dim_product AS p ON p.product_key = s.product_key
       JOIN dim_customer AS c ON c.customer_key = s.customer_key`
    : `JOIN dim_product AS p_then ON p_then.product_key = s.product_key
       JOIN dim_product AS p ON p.stock_code = p_then.stock_code AND p.valid_from <= ${day} AND p.valid_to > ${day}
       JOIN dim_customer AS c_then ON c_then.customer_key = s.customer_key
       LEFT JOIN dim_customer AS c ON c.customer_id = c_then.customer_id AND c.valid_from <= ${day} AND c.valid_to > ${day}`;
}
