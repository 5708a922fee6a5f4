import { ApiProperty } from '@nestjs/swagger';

export const count = (description?: string) =>
  ({ type: 'integer', minimum: 0, ...(description === undefined ? {} : { description }) }) as const;

export const share = (description: string) =>
  ({ type: 'number', minimum: 0, maximum: 1, description }) as const;

export class ProductReferenceDto {
  @ApiProperty({ example: '22423' })
  stock_code!: string;

  @ApiProperty({
    type: 'string',
    nullable: true,
    description: 'As the product is called now; null where it was never told.',
    example: 'REGENCY CAKESTAND 3 TIER',
  })
  description!: string | null;
}

/** Data of which `page` and `size` choose a part. */
export class PagedDataDto {
  @ApiProperty(count('Entries of all pages.'))
  total!: number;
}
