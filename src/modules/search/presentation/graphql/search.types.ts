import { Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { countedAs, GraphqlJson } from '../../../../platform/graphql/index.js';

export enum SearchKindEnum {
  PRODUCT = 'product',
  CUSTOMER = 'customer',
  INVOICE = 'invoice',
  SALE = 'sale',
}
registerEnumType(SearchKindEnum, { name: 'SearchKind' });

export enum SearchModeEnum {
  LEXICAL = 'lexical',
  SEMANTIC = 'semantic',
  HYBRID = 'hybrid',
}
registerEnumType(SearchModeEnum, {
  name: 'SearchMode',
  description: 'By words, by the meaning of products, or by both.',
});

/** Words of a query, fields of a result, values of a facet: as many as one usually gets. */
const FEW = 3;
const FACET_VALUES = 10;

@ObjectType('SearchMatch', { description: 'Why something was found.' })
class MatchNode {
  @Field({ description: 'Words of the query.' })
  term!: string;

  @Field({ description: 'Where they were met.' })
  field!: string;

  @Field()
  text!: string;

  @Field({ description: 'exact, form, synonym, prefix or typo.' })
  how!: string;
}

@ObjectType('SearchHighlight')
class HighlightNode {
  @Field()
  field!: string;

  @Field({ description: 'HTML: what met is in <mark>, everything else escaped.' })
  snippet!: string;
}

@ObjectType('SearchNearWords')
class NearWordsNode {
  @Field({ description: 'A word of the query.' })
  term!: string;

  @Field({ description: 'The nearest word of the title.' })
  text!: string;

  @Field(() => Float)
  similarity!: number;
}

@ObjectType('SearchSemanticMatch', { description: 'Why something was found by its meaning.' })
class SemanticMatchNode {
  @Field(() => Float, { description: '1 at most: half by the whole title, half by its nearest words.' })
  similarity!: number;

  @Field(() => Int, { description: 'Place among the products nearest in meaning.' })
  rank!: number;

  @Field(() => [NearWordsNode], { complexity: countedAs(FEW) })
  words!: readonly NearWordsNode[];
}

@ObjectType('SearchSemantic')
class SemanticNode {
  @Field(() => SearchModeEnum, { description: 'As it was asked.' })
  mode!: string;

  @Field({ description: 'Meanings can be compared.' })
  enabled!: boolean;

  @Field({ description: 'They were, for this answer.' })
  used!: boolean;

  @Field(() => String, { nullable: true, description: 'The embedding model.' })
  model!: string | null;

  @Field({ description: 'What was compared, or why meanings were not.' })
  reason!: string;
}

@ObjectType('SearchResult')
class ResultNode {
  @Field(() => SearchKindEnum)
  kind!: string;

  @Field(() => ID, { description: 'Stock code, customer id, invoice number, or sale id.' })
  id!: string;

  @Field()
  title!: string;

  @Field(() => Float, { description: '0 to 1; comparable within one answer.' })
  relevance!: number;

  @Field(() => [MatchNode], { complexity: countedAs(FEW) })
  matches!: readonly MatchNode[];

  @Field(() => [HighlightNode], { complexity: countedAs(FEW) })
  highlights!: readonly HighlightNode[];

  @Field(() => SemanticMatchNode, {
    nullable: true,
    description: 'Why it was found by its meaning, where it was.',
  })
  semantic?: SemanticMatchNode;

  @Field(() => GraphqlJson, { description: 'What is known of it, as GET /api/v1/search tells it.' })
  data!: Record<string, unknown>;
}

@ObjectType('SearchFacetValue')
class FacetValueNode {
  @Field()
  value!: string;

  @Field(() => Int)
  count!: number;

  @Field(() => Float, { nullable: true, description: 'Of a range; null where it is open.' })
  min?: number | null;

  @Field(() => Float, { nullable: true, description: 'Not included.' })
  max?: number | null;
}

@ObjectType('SearchFacet')
class FacetNode {
  @Field()
  field!: string;

  @Field(() => [FacetValueNode], { complexity: countedAs(FACET_VALUES) })
  values!: readonly FacetValueNode[];
}

@ObjectType('SearchCorrection')
class CorrectionNode {
  @Field()
  from!: string;

  @Field()
  to!: string;
}

@ObjectType('SearchAnswer')
export class SearchAnswerNode {
  // The field that searches counts as many items as were asked for.
  @Field(() => [ResultNode])
  results!: readonly ResultNode[];

  @Field(() => [FacetNode], { description: 'Of products, customers and invoices.' })
  facets!: readonly FacetNode[];

  @Field(() => Float)
  totalHits!: number;

  @Field({ description: 'False where sales lines were not counted, or there may be more of them.' })
  totalIsExact!: boolean;

  @Field(() => Float, { description: 'Milliseconds.' })
  searchTimeMs!: number;

  @Field(() => Float)
  relevanceThreshold!: number;

  @Field({ description: 'Which index answered: embedded or typesense.' })
  backend!: string;

  @Field({ description: 'Typesense is configured and did not answer; the embedded index did.' })
  degraded!: boolean;

  @Field(() => [CorrectionNode], { description: 'Words that were taken for misspelt.' })
  corrections!: readonly CorrectionNode[];

  @Field(() => SemanticNode)
  semantic!: SemanticNode;

  @Field(() => Int, { description: 'Version of gold that the index shows.' })
  goldVersion!: number;
}
