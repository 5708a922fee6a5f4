import { ApiProperty } from '@nestjs/swagger';
import { LINE_TYPES } from '../../domain/sales-query.js';
import { type SalesLine } from '../../domain/line.js';

/** A sales line with the attributes of its product, customer, invoice and country. */
export class SalesLineDto implements SalesLine {
  @ApiProperty({ format: 'uuid' })
  sale_id!: string;

  @ApiProperty({ example: '536365' })
  invoice_no!: string;

  @ApiProperty({ format: 'date', description: 'Day of the line, UTC.' })
  date!: string;

  @ApiProperty({
    type: 'string',
    format: 'date-time',
    description: 'Time of the earliest line of the invoice.',
  })
  invoice_date!: string;

  @ApiProperty({ enum: [...LINE_TYPES] })
  line_type!: string;

  @ApiProperty({ example: '85123A' })
  stock_code!: string;

  @ApiProperty({ type: 'string', nullable: true, example: 'WHITE HANGING HEART T-LIGHT HOLDER' })
  description!: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  category!: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  subcategory!: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  brand!: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  product_family!: string | null;

  @ApiProperty({ type: 'integer', description: 'Negative on returns.', example: 6 })
  quantity!: number;

  @ApiProperty({ type: 'number', description: 'At most 4 decimals.', example: 2.55 })
  unit_price!: number;

  @ApiProperty({ type: 'number', description: 'At most 4 decimals; negative on returns.', example: 15.3 })
  total_amount!: number;

  @ApiProperty({ type: 'string', nullable: true, description: 'Null on anonymous lines.', example: '17850' })
  customer_id!: string | null;

  @ApiProperty({
    type: 'string',
    nullable: true,
    description: 'Country of the customer; the line has its own.',
    example: 'United Kingdom',
  })
  customer_country!: string | null;

  @ApiProperty({ type: 'string', nullable: true, description: 'RFM segment of the customer now.' })
  rfm_segment!: string | null;

  @ApiProperty({
    description: 'Country of the line; Unknown where it is not known.',
    example: 'United Kingdom',
  })
  country!: string;

  @ApiProperty({ type: 'string', nullable: true, description: 'ISO 3166-1 alpha-2.', example: 'GB' })
  country_code!: string | null;

  @ApiProperty({
    type: 'string',
    format: 'uuid',
    nullable: true,
    description: 'On a return, the sale that it most likely returns.',
  })
  returned_sale_id!: string | null;

  @ApiProperty({ type: 'string', format: 'date-time', description: 'When the line was ingested.' })
  created_at!: string;

  @ApiProperty({ description: 'Run that brought the line.' })
  batch_id!: string;
}

export const LINE_FIELDS = [
  ...['sale_id', 'invoice_no', 'date', 'invoice_date', 'line_type', 'stock_code', 'description', 'category'],
  ...['subcategory', 'brand', 'product_family', 'quantity', 'unit_price', 'total_amount', 'customer_id'],
  ...[
    'customer_country',
    'rfm_segment',
    'country',
    'country_code',
    'returned_sale_id',
    'created_at',
    'batch_id',
  ],
] as (keyof SalesLine)[];
