import { paginationOf } from './pagination.js';

describe('the pagination', () => {
  it.each([
    [1, 20, 0, { pages: 0, has_next: false, has_prev: false }],
    [2, 20, 0, { pages: 0, has_next: false, has_prev: false }],
    [1, 20, 20, { pages: 1, has_next: false, has_prev: false }],
    [1, 20, 21, { pages: 2, has_next: true, has_prev: false }],
    [2, 20, 21, { pages: 2, has_next: false, has_prev: true }],
    [9, 20, 21, { pages: 2, has_next: false, has_prev: true }],
  ])('counts the pages: page %i of size %i of %i lines', (page, size, total, expected) => {
    expect(paginationOf(page, size, total)).toEqual({ page, size, total, ...expected });
  });
});
