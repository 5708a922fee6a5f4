import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { QueryInteger } from '../../../../../platform/http/query.js';
import { FIELD_NAMES, fieldOf } from '../../../domain/fields.js';
import { type SearchAnswer } from '../../../service/search.service.js';
import { FacetValueDto } from './search.answer.js';

export class SuggestionsQuery {
  @ApiProperty({ minLength: 1, maxLength: 100, description: 'What was typed so far.', example: 'regency ca' })
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  @Matches(/^[^\u0000]*$/, { message: '$property must have no zero byte' })
  q!: string;

  @QueryInteger({ min: 1, max: 20, default: 10 })
  limit: number = 10;
}

class SuggestionDto {
  @ApiProperty({ example: 'REGENCY CAKESTAND 3 TIER' })
  text!: string;

  @ApiProperty({
    enum: ['word', 'correction', 'product', 'customer', 'invoice'],
    description:
      'word: how the last word may go on; correction: what it may have been meant to be; else what it is.',
  })
  kind!: string;

  @ApiPropertyOptional({ description: 'Of a product, customer or invoice.' })
  id?: string;
}

export class SuggestionsAnswer {
  @ApiProperty()
  query!: string;

  @ApiProperty({ type: [SuggestionDto] })
  suggestions!: SuggestionDto[];
}

class AvailableFilterDto {
  @ApiProperty({ example: 'category' })
  field!: string;

  @ApiProperty({ enum: ['string', 'string[]', 'number', 'date', 'boolean'] })
  type!: string;

  @ApiProperty()
  description!: string;

  @ApiProperty({ type: [String], description: 'Which documents have it.' })
  kinds!: string[];

  @ApiProperty({
    type: [String],
    description: 'In filter_by, after the colon.',
    example: ['', '=', '!', '!='],
  })
  operators!: string[];

  @ApiProperty()
  sortable!: boolean;

  @ApiProperty({
    type: [FacetValueDto],
    nullable: true,
    description: 'The hundred most frequent; null where it is not counted.',
  })
  values!: FacetValueDto[] | null;
}

export class AvailableFiltersAnswer {
  @ApiProperty({ type: [AvailableFilterDto] })
  filters!: AvailableFilterDto[];

  @ApiProperty({ type: 'integer', description: 'Version of gold that the index shows.' })
  gold_version!: number;
}

const EQUALITY = ['', '=', '!', '!='];
const OPERATORS = {
  string: EQUALITY,
  'string[]': EQUALITY,
  number: [...EQUALITY, '>', '>=', '<', '<='],
  date: [...EQUALITY, '>', '>=', '<', '<='],
  boolean: EQUALITY,
} as const;

export function availableOf({ facets, indexVersion }: SearchAnswer): AvailableFiltersAnswer {
  return {
    filters: FIELD_NAMES.map((field) => {
      const { type, description, kinds, sort } = fieldOf(field);
      return {
        field,
        type,
        description,
        kinds: [...kinds],
        operators: [...OPERATORS[type]],
        sortable: sort === true,
        values: facets[field] ?? null,
      };
    }),
    gold_version: indexVersion,
  };
}
