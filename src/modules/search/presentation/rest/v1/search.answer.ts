import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Pagination, paginationOf } from '../../../../../platform/http/pagination.js';
import { KINDS } from '../../../domain/document.js';
import { SEARCH_MODES } from '../../../domain/search-index.js';
import { type SearchAnswer, type SearchResult } from '../../../service/search.service.js';

class MatchDto {
  @ApiProperty({ description: 'Words of the query.', example: 'xmas' })
  term!: string;

  @ApiProperty({ description: 'Where they were met.', example: 'title' })
  field!: string;

  @ApiProperty({ example: 'CHRISTMAS' })
  text!: string;

  @ApiProperty({
    enum: ['exact', 'form', 'synonym', 'prefix', 'typo'],
    description:
      'form: another form of the word, as a plural; prefix: the beginning (of a code: a part); typo: misspelt.',
  })
  how!: string;
}

class HighlightDto {
  @ApiProperty({ example: 'title' })
  field!: string;

  @ApiProperty({
    description: 'HTML: what met is in <mark>, everything else escaped.',
    example: 'DISCO BALL <mark>CHRISTMAS</mark> <mark>DECORATION</mark>',
  })
  snippet!: string;
}

class NearWordsDto {
  @ApiProperty({ description: 'A word of the query.', example: 'feline' })
  term!: string;

  @ApiProperty({ description: 'The nearest word of the title.', example: 'CAT' })
  text!: string;

  @ApiProperty({ example: 0.64 })
  similarity!: number;
}

class SemanticMatchDto {
  @ApiProperty({
    description: '1 at most: half by the whole title, half by its nearest words.',
    example: 0.61,
  })
  similarity!: number;

  @ApiProperty({ type: 'integer', minimum: 1, description: 'Place among the products nearest in meaning.' })
  rank!: number;

  @ApiProperty({ type: [NearWordsDto] })
  words!: NearWordsDto[];
}

export class SearchResultDto {
  @ApiProperty({ enum: [...KINDS] })
  kind!: string;

  @ApiProperty({ description: 'Stock code, customer id, invoice number, or sale_id.', example: '20668' })
  id!: string;

  @ApiProperty({ example: 'DISCO BALL CHRISTMAS DECORATION' })
  title!: string;

  @ApiProperty({ minimum: 0, maximum: 1, description: 'Comparable within one answer.' })
  relevance!: number;

  @ApiProperty({ type: [MatchDto], description: 'Why it was found.' })
  matches!: MatchDto[];

  @ApiProperty({ type: [HighlightDto] })
  highlights!: HighlightDto[];

  @ApiPropertyOptional({ description: 'Why it was found by its meaning, where it was.' })
  semantic?: SemanticMatchDto;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'What is known of it: fields of GET /api/v1/search/filters/available, or of a sales line.',
    example: { category: 'Christmas', price: 0.12, country: ['United Kingdom'] },
  })
  data!: Record<string, unknown>;

  @ApiPropertyOptional({ type: 'integer', description: 'From the middle of the circle to the country.' })
  distance_km?: number;
}

class FacetValueDto {
  @ApiProperty({ example: 'Christmas' })
  value!: string;

  @ApiProperty({ type: 'integer' })
  count!: number;

  @ApiPropertyOptional({ type: 'number', nullable: true, description: 'Of a range; null where it is open.' })
  min?: number | null;

  @ApiPropertyOptional({ type: 'number', nullable: true, description: 'Not included.' })
  max?: number | null;
}

class CorrectionDto {
  @ApiProperty({ example: 'chrismas' })
  from!: string;

  @ApiProperty({ example: 'christmas' })
  to!: string;
}

class SemanticDto {
  @ApiProperty({ enum: [...SEARCH_MODES], description: 'As it was asked.' })
  mode!: string;

  @ApiProperty({ example: false, description: 'Meanings can be compared.' })
  enabled!: boolean;

  @ApiProperty({ example: false, description: 'They were, for this answer.' })
  used!: boolean;

  @ApiProperty({ type: 'string', nullable: true, description: 'The embedding model.' })
  model!: string | null;

  @ApiProperty({ description: 'What was compared, or why meanings were not.' })
  reason!: string;
}

class SearchMetadataDto {
  @ApiProperty({ description: 'As it was asked.' })
  query!: string;

  @ApiProperty({ description: 'In the server, milliseconds.' })
  search_time_ms!: number;

  @ApiProperty({ type: 'integer' })
  total_hits!: number;

  @ApiProperty({
    description:
      'False where sales lines were not counted, as the page does not reach them, or there may be more of them.',
  })
  total_is_exact!: boolean;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'integer' },
    example: { product: 19, sale: 1000 },
  })
  hits_by_kind!: Record<string, number>;

  @ApiProperty({
    description:
      "Share of the query's weight that a result has at least: 1 where it has all words, less where none has.",
  })
  relevance_threshold!: number;

  @ApiProperty({ enum: ['embedded', 'typesense'], description: 'Which index answered.' })
  backend!: string;

  @ApiProperty({ description: 'Typesense is configured and did not answer; the embedded index did.' })
  degraded!: boolean;

  @ApiProperty({ type: [CorrectionDto], description: 'Words that were taken for misspelt.' })
  corrections!: CorrectionDto[];

  @ApiProperty()
  semantic!: SemanticDto;

  @ApiProperty({ type: 'integer', description: 'Version of gold that the index shows; 0 before the first.' })
  gold_version!: number;
}

export class SearchAnswerDto {
  @ApiProperty({ type: [SearchResultDto] })
  results!: SearchResultDto[];

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'array', items: { $ref: '#/components/schemas/FacetValueDto' } },
    description: 'By field, of products, customers and invoices.',
  })
  facets!: Record<string, FacetValueDto[]>;

  @ApiProperty()
  pagination!: Pagination;

  @ApiProperty()
  search_metadata!: SearchMetadataDto;
}

export { FacetValueDto };

export function answerOf(
  query: string,
  { page, size }: { page: number; size: number },
  answer: SearchAnswer,
): SearchAnswerDto {
  return {
    results: answer.results.map(resultOf),
    facets: answer.facets,
    pagination: paginationOf(page, size, answer.total),
    search_metadata: {
      query,
      search_time_ms: Math.round(answer.milliseconds * 10) / 10,
      total_hits: answer.total,
      total_is_exact: answer.isExact,
      hits_by_kind: answer.byKind,
      relevance_threshold: answer.threshold,
      backend: answer.backend,
      degraded: answer.degraded,
      corrections: [...answer.corrections],
      semantic: answer.meaning,
      gold_version: answer.indexVersion,
    },
  };
}

function resultOf({
  kind,
  id,
  title,
  relevance,
  document,
  line,
  matches,
  highlights,
  semantic,
  distanceKm,
}: SearchResult) {
  const all = Object.entries(line ?? document ?? {});
  const data = Object.fromEntries(
    all.filter(([name, value]) => value !== null && !['kind', 'id', 'title'].includes(name)),
  );
  return {
    kind,
    id,
    title,
    relevance,
    matches,
    highlights,
    ...(semantic ? { semantic: semanticOf(semantic) } : {}),
    data,
    ...(distanceKm === undefined ? {} : { distance_km: distanceKm }),
  };
}

function semanticOf({ similarity, rank, words }: NonNullable<SearchResult['semantic']>) {
  const rounded = (value: number) => Math.round(value * 1_000) / 1_000;
  return {
    similarity: rounded(similarity),
    rank,
    words: words.map((near) => ({ ...near, similarity: rounded(near.similarity) })),
  };
}
