import { type TaskHandler } from '../../../tasks/index.js';
import { type ExportRequest, type ExportService } from '../../service/export.service.js';
import { parseExport } from '../export-request.js';

/** Files of sales lines as a task: its parameters are the body of POST /api/v2/sales/export. */
export function exportTask(exports: ExportService): TaskHandler<ExportRequest> {
  return {
    name: 'export',
    permission: 'sales:read',
    summary: 'Sales lines as a file',
    parse: parseExport,
    run: async ({ parameters, signal, folder, progress }) => {
      const selection = await exports.select(parameters);
      progress(0, selection.lines);
      return { ...(await exports.write(selection, parameters, folder, signal)) };
    },
  };
}
