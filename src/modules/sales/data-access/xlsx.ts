import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';

/** Writes a sheet of the objects of a file, one a line as JSON, with their names as its header. Memory is that of a few rows. */
export async function jsonLinesToXlsx(source: string, target: string, signal?: AbortSignal): Promise<void> {
  // Large, and few exports ask for it.
  const { default: exceljs } = await import('exceljs');
  const workbook = new exceljs.stream.xlsx.WorkbookWriter({ filename: target });
  const sheet = workbook.addWorksheet('Sales');
  let names: string[] | undefined;
  for await (const line of createInterface({ input: createReadStream(source), crlfDelay: Infinity })) {
    signal?.throwIfAborted();
    const row = JSON.parse(line) as Record<string, unknown>;
    if (!names) {
      names = Object.keys(row);
      sheet.addRow(names).commit();
    }
    sheet.addRow(names.map((name) => row[name])).commit();
  }
  sheet.commit();
  await workbook.commit();
}
