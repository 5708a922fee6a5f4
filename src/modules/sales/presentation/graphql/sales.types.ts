import { Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { type Camel } from '../../../../platform/graphql/index.js';
import { type SalesLine } from '../../domain/line.js';
import { type Sale } from '../../domain/sale.js';

export enum LineTypeEnum {
  SALE = 'sale',
  RETURN = 'return',
}
registerEnumType(LineTypeEnum, { name: 'LineType' });

export enum SaleSortEnum {
  DATE_ASC = 'date:asc',
  DATE_DESC = 'date:desc',
  TOTAL_AMOUNT_ASC = 'total_amount:asc',
  TOTAL_AMOUNT_DESC = 'total_amount:desc',
  QUANTITY_ASC = 'quantity:asc',
  QUANTITY_DESC = 'quantity:desc',
  UNIT_PRICE_ASC = 'unit_price:asc',
  UNIT_PRICE_DESC = 'unit_price:desc',
}
registerEnumType(SaleSortEnum, { name: 'SaleSort' });

/** A line as GraphQL shows it, with the day of which its dimensions are. */
@ObjectType('Sale', { description: 'A sales line. Amounts are in the currency of the gold.' })
export class SaleNode implements Camel<SalesLine> {
  @Field(() => ID)
  saleId!: string;

  @Field()
  invoiceNo!: string;

  @Field({ description: 'Day of the line, UTC, YYYY-MM-DD.' })
  date!: string;

  @Field({ description: 'Time of the earliest line of the invoice, ISO 8601.' })
  invoiceDate!: string;

  @Field(() => LineTypeEnum)
  lineType!: string;

  @Field()
  stockCode!: string;

  @Field(() => String, { nullable: true })
  description!: string | null;

  @Field(() => String, { nullable: true })
  category!: string | null;

  @Field(() => String, { nullable: true })
  subcategory!: string | null;

  @Field(() => String, { nullable: true })
  brand!: string | null;

  @Field(() => String, { nullable: true })
  productFamily!: string | null;

  @Field(() => Int, { description: 'Negative on returns.' })
  quantity!: number;

  @Field(() => Float, { description: 'At most 4 decimals.' })
  unitPrice!: number;

  @Field(() => Float, { description: 'At most 4 decimals; negative on returns.' })
  totalAmount!: number;

  @Field(() => ID, { nullable: true, description: 'Null on anonymous lines.' })
  customerId!: string | null;

  @Field(() => String, { nullable: true, description: 'Of the customer; the line has its own.' })
  customerCountry!: string | null;

  @Field(() => String, { nullable: true, description: 'RFM segment of the customer now.' })
  rfmSegment!: string | null;

  @Field({ description: 'Country of the line; Unknown where it is not known.' })
  country!: string;

  @Field(() => String, { nullable: true, description: 'ISO 3166-1 alpha-2.' })
  countryCode!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'On a return, the sale that it most likely returns.',
  })
  returnedSaleId!: string | null;

  @Field({ description: 'When the line was ingested, ISO 8601.' })
  createdAt!: string;

  @Field(() => ID, { description: 'Run that brought the line.' })
  batchId!: string;

  asOf?: string;
}

@ObjectType({ isAbstract: true })
class VersionNode {
  @Field({ description: 'First day of this version; 1900-01-01 for the first one.' })
  validFrom!: string;

  @Field({ description: 'First day of the next version; 9999-12-31 for the current one.' })
  validTo!: string;

  @Field()
  isCurrent!: boolean;

  @Field(() => Int)
  version!: number;
}

@ObjectType('SaleProduct', {
  description: 'The product as it was on the day of the line, or as of the day asked for.',
})
export class ProductNode extends VersionNode implements Camel<Sale['product']> {
  @Field(() => ID, { description: 'A number of more than 53 bits.' })
  productKey!: string;

  @Field()
  stockCode!: string;

  @Field(() => String, { nullable: true })
  description!: string | null;

  @Field(() => String, { nullable: true })
  category!: string | null;

  @Field(() => String, { nullable: true })
  subcategory!: string | null;

  @Field(() => String, { nullable: true })
  brand!: string | null;

  @Field(() => String, { nullable: true })
  productFamily!: string | null;
}

@ObjectType('SaleCustomer', {
  description: 'The customer as of that day; totals and scores have no history and are those of now.',
})
export class CustomerNode extends VersionNode implements Camel<NonNullable<Sale['customer']>> {
  @Field(() => ID, { description: 'A number of more than 53 bits.' })
  customerKey!: string;

  @Field(() => ID)
  customerId!: string;

  @Field(() => String, { nullable: true })
  country!: string | null;

  @Field(() => String, { nullable: true, description: 'Day of the first sale.' })
  registrationDate!: string | null;

  @Field(() => Int, { nullable: true })
  totalOrders!: number | null;

  @Field(() => Float, { nullable: true })
  totalSpent!: number | null;

  @Field(() => Float, { nullable: true })
  avgOrderValue!: number | null;

  @Field(() => Float, { nullable: true })
  lifetimeValue!: number | null;

  @Field(() => Int, { nullable: true })
  recencyScore!: number | null;

  @Field(() => Int, { nullable: true })
  frequencyScore!: number | null;

  @Field(() => Int, { nullable: true })
  monetaryScore!: number | null;

  @Field(() => String, { nullable: true })
  rfmSegment!: string | null;
}

@ObjectType('Invoice')
export class InvoiceNode implements Camel<Sale['invoice']> {
  @Field(() => ID, { description: 'A number of more than 53 bits.' })
  invoiceKey!: string;

  @Field()
  invoiceNo!: string;

  @Field({ description: 'Time of its earliest line, ISO 8601.' })
  invoiceDate!: string;

  @Field({ description: 'A cancellation (C…).' })
  isCancelled!: boolean;

  @Field(() => Float, { description: 'Net amount of its valid lines.' })
  invoiceTotal!: number;

  asOf?: string;
}

@ObjectType('SaleCountry')
export class CountryNode implements Camel<Sale['country']> {
  @Field(() => ID, { description: '0 where the country is not known.' })
  countryKey!: string;

  @Field()
  country!: string;

  @Field(() => String, { nullable: true })
  countryCode!: string | null;

  @Field(() => String, { nullable: true })
  region!: string | null;

  @Field(() => String, { nullable: true })
  continent!: string | null;

  @Field(() => Boolean, { nullable: true })
  isEuMember!: boolean | null;
}

@ObjectType('SaleEdge')
export class SaleEdge {
  @Field(() => SaleNode)
  node!: SaleNode;

  @Field({ description: 'For `after`, with the same filter and the same sort.' })
  cursor!: string;
}

@ObjectType('PageInfo')
export class PageInfo {
  @Field()
  hasNextPage!: boolean;

  @Field({ description: 'Whether a cursor was given: lists are read forwards.' })
  hasPreviousPage!: boolean;

  @Field(() => String, { nullable: true })
  startCursor!: string | null;

  @Field(() => String, { nullable: true })
  endCursor!: string | null;
}

@ObjectType('SaleConnection')
export class SaleConnection {
  @Field(() => [SaleEdge])
  edges!: SaleEdge[];

  @Field(() => PageInfo)
  pageInfo!: PageInfo;

  @Field(() => Float, { description: 'Lines that fit, on all pages.' })
  totalCount!: number;

  @Field({ description: 'Of all amounts, ISO 4217.' })
  currency!: string;

  @Field(() => Int, { description: 'Version of gold that lines and total are of.' })
  goldVersion!: number;
}
