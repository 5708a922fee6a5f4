import { CANONICAL, type LineValues, type WriteItem } from '../../../../etl/index.js';
import { type LineValuesDto, type UpdateLineDto, type UpsertLineDto } from './batch.dto.js';

type Cells = Partial<Record<keyof LineValues, string | number | null>>;

/** Of an upsert, the line without the sale. */
export function toCreate(dto: LineValuesDto): WriteItem {
  return { op: 'create', values: wholeLine(dto) };
}

export function toUpsert({ sale_id, ...cells }: UpsertLineDto): WriteItem {
  return { op: 'upsert', sale_id: sale_id?.toLowerCase() ?? null, values: wholeLine(cells) };
}

export function toUpdate({ sale_id, ...cells }: UpdateLineDto, upsert: boolean): WriteItem {
  return { op: 'update', sale_id: sale_id.toLowerCase(), values: givenValues(cells), upsert };
}

export function toDelete(saleId: string, reason: string | undefined): WriteItem {
  return { op: 'delete', sale_id: saleId.toLowerCase(), reason: reason ?? null };
}

const QUARANTINED = { quarantined: true } as const;

export function toFix(saleId: string, cells: Cells): WriteItem {
  const values = givenValues(cells);
  return { op: 'update', sale_id: saleId.toLowerCase(), values, upsert: false, ...QUARANTINED };
}

export function toDiscard(saleId: string, reason: string): WriteItem {
  return { op: 'delete', sale_id: saleId.toLowerCase(), reason, ...QUARANTINED };
}

function wholeLine(cells: Cells): LineValues {
  return Object.fromEntries(CANONICAL.map((name) => [name, text(cells[name])])) as LineValues;
}

/** Null takes a value away; what is absent stays. */
function givenValues(cells: Cells): Partial<LineValues> {
  return Object.fromEntries(
    CANONICAL.flatMap((name) => (cells[name] === undefined ? [] : [[name, text(cells[name])]])),
  );
}

function text(cell: string | number | null | undefined): string | null {
  return cell === undefined || cell === null ? null : String(cell);
}
