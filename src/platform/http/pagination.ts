import { ApiProperty } from '@nestjs/swagger';

/** Where a page stands among all pages. */
export class Pagination {
  @ApiProperty({ type: 'integer', minimum: 1, example: 1 })
  page!: number;

  @ApiProperty({ type: 'integer', minimum: 1, example: 20 })
  size!: number;

  @ApiProperty({ type: 'integer', minimum: 0, description: 'Entries of all pages.', example: 397924 })
  total!: number;

  @ApiProperty({ type: 'integer', minimum: 0, example: 19897 })
  pages!: number;

  @ApiProperty()
  has_next!: boolean;

  @ApiProperty()
  has_prev!: boolean;
}

/** Pages count from 1. */
export function paginationOf(page: number, size: number, total: number): Pagination {
  const pages = Math.ceil(total / size);
  return { page, size, total, pages, has_next: page < pages, has_prev: page > 1 && pages > 0 };
}
