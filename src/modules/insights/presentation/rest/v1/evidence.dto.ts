import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { QueryDay, QueryInteger, QueryOneOf, QueryText } from '../../../../../platform/http/query.js';
import { DAY_MEASURES, type DayMeasure } from '../../../domain/series/day-figures.js';

/** What most analyses can be narrowed to. */
export class ScopeQuery {
  @QueryDay({ description: 'First day; without it, that of the facts.' })
  date_from?: string;

  @QueryDay({ description: 'Last day, included.', example: '2011-12-31' })
  date_to?: string;

  @QueryText({
    description:
      'Country of the lines: a name, an ISO 3166 code of two or three letters, or a usual alias such as UK.',
    example: 'UK',
  })
  country?: string;
}

export class DayQuery extends ScopeQuery {
  @QueryOneOf(DAY_MEASURES, { default: 'net_revenue' })
  measure: DayMeasure = 'net_revenue';
}

export class PageQuery {
  @QueryInteger({ min: 1, max: 1_000_000, default: 1 })
  page: number = 1;

  @QueryInteger({ min: 1, max: 100, default: 20 })
  size: number = 20;
}

export class MethodDto {
  @ApiProperty({ example: 'association_rules' })
  name!: string;

  @ApiProperty()
  description!: string;

  @ApiPropertyOptional({ type: 'object', additionalProperties: true })
  parameters?: Record<string, unknown>;
}

export class InputsDto {
  @ApiProperty({
    type: 'string',
    format: 'date',
    nullable: true,
    description: 'First day that was looked at.',
  })
  date_from!: string | null;

  @ApiProperty({ type: 'string', format: 'date', nullable: true })
  date_to!: string | null;

  @ApiProperty({ type: 'integer' })
  rows!: number;

  @ApiProperty({ description: 'What a row is.', example: 'sales lines' })
  of!: string;

  @ApiProperty({ type: 'integer', description: 'Version of gold that everything is of.' })
  gold_version!: number;

  @ApiProperty({ description: 'Of all amounts, ISO 4217.', example: 'GBP' })
  currency!: string;
}

export class ConfidenceDto {
  @ApiProperty({ enum: ['high', 'medium', 'low'] })
  level!: string;

  @ApiProperty()
  reason!: string;
}

/** What every answer says of how it came about. */
export class EvidenceDto {
  @ApiProperty({ type: MethodDto })
  method!: MethodDto;

  @ApiProperty({ type: InputsDto })
  inputs!: InputsDto;

  @ApiProperty({ type: [String] })
  caveats!: string[];

  @ApiProperty({ type: ConfidenceDto })
  confidence!: ConfidenceDto;
}
