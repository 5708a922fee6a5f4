import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import type ExcelJS from 'exceljs';
import { AppError } from '../../../../platform/errors/app-error.js';

export interface Sheet {
  sheet: string;
  header: string[];
  rows: number;
  /** Rows without the header, each led by its number in the sheet; every filled value quoted. */
  csvPath: string;
}

/** Streams one sheet of an .xlsx workbook into a CSV file: the named one, or the first. */
export async function readWorkbook(
  path: string,
  name: string,
  wanted: string | undefined,
  csvPath: string,
): Promise<Sheet> {
  // Large, and few runs bring workbooks.
  const { default: exceljs } = await import('exceljs');
  const out = createWriteStream(csvPath);
  const seen: string[] = [];
  try {
    const workbook = new exceljs.stream.xlsx.WorkbookReader(path, {
      sharedStrings: 'cache',
      styles: 'cache',
      worksheets: 'emit',
      hyperlinks: 'ignore',
      entries: 'ignore',
    });
    for await (const worksheet of workbook) {
      const title = (worksheet as unknown as { name: string }).name;
      seen.push(title);
      if (wanted !== undefined && title !== wanted) continue;
      let header: string[] | undefined;
      let rows = 0;
      for await (const row of worksheet) {
        const values = row.values as ExcelJS.CellValue[];
        if (header === undefined) {
          header = Array.from({ length: values.length - 1 }, (_, i) => cellText(values[i + 1]) ?? '');
          continue;
        }
        const cells = header.map((_, i) => cellText(values[i + 1]));
        if (cells.every((cell) => cell === null)) continue;
        rows++;
        const line = [
          String(row.number),
          ...cells.map((cell) => (cell === null ? '' : `"${cell.replaceAll('"', '""')}"`)),
        ].join(',');
        if (!out.write(line + '\n')) await once(out, 'drain');
      }
      if (header === undefined)
        throw new AppError('invalid', `${name}: sheet '${title}' is empty`, {
          hint: 'Expected a header row and sales lines.',
        });
      out.end();
      await once(out, 'finish');
      return { sheet: title, header, rows, csvPath };
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError(
      'invalid',
      `${name} cannot be read as an Excel workbook: ${(error as Error).message}`,
      {
        hint: 'Save it again as .xlsx, or as CSV.',
        cause: error,
      },
    );
  } finally {
    out.destroy();
  }
  throw new AppError(
    'invalid',
    wanted === undefined
      ? `${name} is no Excel workbook, or has no sheet`
      : `${name} has no sheet '${wanted}'; it has: ${seen.join(', ')}`,
    {
      hint:
        wanted === undefined
          ? 'Save it again as .xlsx, or as CSV.'
          : 'Correct the sheet in the mapping file.',
    },
  );
}

/** A cell as text: dates in ISO 8601, numbers as short as they can be told, formulas as their result; null when empty. */
function cellText(value: ExcelJS.CellValue): string | null {
  if (value === null || value === undefined) return null;
  if (value instanceof Date)
    return value
      .toISOString()
      .replace('T', ' ')
      .replace(/\.000Z$|Z$/, '');
  if (typeof value === 'object') {
    if ('result' in value) return cellText(value.result);
    if ('richText' in value) return value.richText.map((part) => part.text).join('');
    if ('text' in value) return String(value.text);
    if ('error' in value) return value.error;
    return null;
  }
  return String(value);
}
