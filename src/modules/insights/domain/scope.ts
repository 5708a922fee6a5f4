/** Which facts an analysis looks at. */
export interface Scope {
  /** Days, both included, YYYY-MM-DD. */
  dateFrom?: string;
  dateTo?: string;
  /** Common short name. */
  country?: string;
}
