import { readParameters } from '../../../platform/http/read-parameters.js';
import { type ExportRequest } from '../service/export.service.js';
import { rangesOf } from './rest/filter.dto.js';
import { ExportDto } from './rest/v2/export.dto.js';

export function toExportRequest({
  filters = {},
  format,
  compression,
  include_analytics,
}: ExportDto): ExportRequest {
  return {
    filter: {
      ...rangesOf(filters),
      countries: filters.countries,
      products: filters.products,
      customerIds: filters.customer_ids,
      invoiceNos: filters.invoice_nos,
    },
    format,
    compression: compression ?? 'none',
    includeAnalytics: include_analytics ?? false,
  };
}

/** Reads the parameters of a task. Throws AppError. */
export async function parseExport(parameters: unknown): Promise<ExportRequest> {
  return toExportRequest(await readParameters(ExportDto, parameters));
}
