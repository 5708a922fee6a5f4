import { ApiProperty } from '@nestjs/swagger';
import { Pagination } from '../../../../../platform/http/pagination.js';
import { AppError } from '../../../../../platform/errors/app-error.js';
import { QueryDay, QueryInteger, QueryText } from '../../../../../platform/http/query.js';
import { readParameters } from '../../../../../platform/http/read-parameters.js';
import { type Filter, OPERATORS, type Value } from '../../../domain/query.js';
import { type DrillRequest } from '../../../service/drill.service.js';
import { OfPeriodDto } from '../answer.dto.js';
import { SemanticQueryDto } from '../query.dto.js';

const LONGEST_JSON = 4_000;

export class DrillQuery {
  @QueryText({
    maxLength: 60,
    description: 'Only the lines that take part in it; all lines without it.',
    example: 'gross_revenue',
  })
  measure?: string;

  @QueryText({
    maxLength: LONGEST_JSON,
    description: 'JSON: the values of the dimensions of the row; null for nothing.',
    example: '{"country":"France","date":"2011-03"}',
  })
  cell?: string;

  @QueryText({
    maxLength: LONGEST_JSON,
    description: `JSON: the filters of the query; operators are ${OPERATORS.join(', ')}.`,
    example: '[{"dimension":"category","values":["Kitchen"]}]',
  })
  filters?: string;

  @QueryText({
    maxLength: 60,
    description: 'How the date of the cell is cut; day without it.',
    example: 'month',
  })
  granularity?: string;

  @QueryDay({ description: 'First day of the period of the query.' })
  date_from?: string;

  @QueryDay({ description: 'Last day, included.', example: '2011-12-31' })
  date_to?: string;

  @QueryDay({ description: 'As that of the query.', example: '2011-06-30' })
  as_of?: string;

  @QueryInteger({ min: 1, max: 100_000, default: 1 })
  page: number = 1;

  @QueryInteger({ min: 1, max: 100, default: 20, description: 'Rows a page.' })
  size: number = 20;
}

class DrillSourceDto {
  @ApiProperty({ example: 'sales-2011-05-03.csv' })
  file!: string;

  @ApiProperty({ type: 'integer', description: 'Data row in the file, from 1.' })
  row!: number;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Line of the text, or row of the sheet.' })
  line!: number | null;

  @ApiProperty({ description: 'Run that brought the line.' })
  batch_id!: string;
}

class DrilledRowDto {
  @ApiProperty({ format: 'uuid' })
  sale_id!: string;

  @ApiProperty({ format: 'date' })
  date!: string;

  @ApiProperty()
  invoice_no!: string;

  @ApiProperty()
  stock_code!: string;

  @ApiProperty({ type: 'string', nullable: true })
  description!: string | null;

  @ApiProperty({ type: 'string', nullable: true })
  customer_id!: string | null;

  @ApiProperty()
  country!: string;

  @ApiProperty({ enum: ['sale', 'return'] })
  line_type!: string;

  @ApiProperty({ type: 'integer' })
  quantity!: number;

  @ApiProperty({ type: 'number' })
  unit_price!: number;

  @ApiProperty({ type: 'number' })
  total_amount!: number;

  @ApiProperty({ type: DrillSourceDto, nullable: true, description: 'The line that it came from.' })
  source!: DrillSourceDto | null;
}

export class DrillAnswer extends OfPeriodDto {
  @ApiProperty({ type: [DrilledRowDto], description: 'Newest first.' })
  data!: DrilledRowDto[];

  @ApiProperty()
  pagination!: Pagination;
}

/** Throws AppError. */
export async function toDrill(query: DrillQuery): Promise<DrillRequest> {
  const { measure, granularity, date_from, date_to, as_of, page, size } = query;
  const cell = parsed('cell', query.cell ?? '{}');
  const isCell =
    typeof cell === 'object' && cell !== null && !Array.isArray(cell) && Object.values(cell).every(isValue);
  if (!isCell)
    throw new AppError('invalid', 'cell must be a JSON object of texts, numbers, true, false and null');
  return {
    measure,
    granularity,
    from: date_from,
    to: date_to,
    asOf: as_of,
    cell: cell as Record<string, Value>,
    filters: await filtersOf(parsed('filters', query.filters ?? '[]')),
    page,
    size,
  };
}

/** As in the body of a query. */
async function filtersOf(value: unknown): Promise<Filter[] | undefined> {
  const { filters } = await readParameters(SemanticQueryDto, { measures: ['lines'], filters: value });
  return filters;
}

function isValue(value: unknown): boolean {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

function parsed(name: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new AppError('invalid', `${name} is no JSON`);
  }
}
