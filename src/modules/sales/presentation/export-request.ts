import { readParameters } from '../../../platform/http/read-parameters.js';
import { type SalesFilter } from '../domain/sales-query.js';
import { type ExportRequest } from '../service/export.service.js';
import { rangesOf } from './rest/filter.dto.js';
import { ExportDto, type ExportFiltersDto } from './rest/v2/export.dto.js';

export function toExportRequest({
  filters = {},
  format,
  compression,
  include_analytics,
}: ExportDto): ExportRequest {
  return {
    filter: salesFilterOf(filters),
    format,
    compression: compression ?? 'none',
    includeAnalytics: include_analytics ?? false,
  };
}

/** Throws AppError where a range ends before it begins. */
export function salesFilterOf(filters: ExportFiltersDto): SalesFilter {
  return {
    ...rangesOf(filters),
    countries: filters.countries,
    products: filters.products,
    customerIds: filters.customer_ids,
    invoiceNos: filters.invoice_nos,
  };
}

/** Reads the parameters of a task. Throws AppError. */
export async function parseExport(parameters: unknown): Promise<ExportRequest> {
  return toExportRequest(await readParameters(ExportDto, parameters));
}
