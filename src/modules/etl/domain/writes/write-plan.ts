import {
  type ItemError,
  type ItemResult,
  type ItemStatus,
  type LineValues,
  REQUIRED_VALUES,
  wholeLine,
  type WriteItem,
  type WriteOutcome,
  type WriteRequest,
} from './write-request.js';

/** What the models make of a line. */
export interface CheckedLine {
  /** Computed from the cast line: equal lines have equal ones. */
  hash: string;
  /** The rules that it breaks, with the field that each is about. */
  errors: readonly Omit<ItemError, 'index'>[];
  month: string;
  /** As they are compared: standardised. */
  invoiceNo: string | null;
  stockCode: string | null;
  lineNo: string | null;
}

/** A line as it is now, valid or quarantined. */
export interface CurrentLine extends CheckedLine {
  saleId: string;
  values: LineValues;
  quarantined: boolean;
}

/** What a sale is to be from now on; undefined: deleted. */
type Sale = CurrentLine | undefined;

export interface Key {
  invoiceNo: string;
  stockCode: string;
}

/** Lines as the models see them. */
export interface LineCheck {
  check(lines: readonly { values: LineValues; acceptedAt: Date }[]): Promise<CheckedLine[]>;
}

/** What the lake has now. */
export interface CurrentLines {
  /**
   * Lines of some ids, valid or quarantined, and of some invoices and stock codes, valid ones alone; and those of the ids that were
   * deleted.
   */
  find(ids: readonly string[], keys: readonly Key[]): Promise<{ lines: CurrentLine[]; deleted: string[] }>;
}

/** A row for bronze: a line, or an operation on a sale. */
export interface PlannedRow {
  request: string;
  index: number;
  acceptedAt: Date;
  values: LineValues;
  operation: { op: 'update' | 'delete'; target: string; reason: string | null } | null;
}

export interface WritePlan {
  rows: PlannedRow[];
  outcomes: Map<string, WriteOutcome>;
  /** Months whose silver changes. */
  months: Set<string>;
}

interface Work {
  request: WriteRequest;
  index: number;
  item: WriteItem;
  /** Of the item's own values, where it gives a whole line. */
  own: CheckedLine | undefined;
}

type Decision =
  | { result: Omit<ItemResult, 'index'>; row?: PlannedRow; sale?: { id: string; is: Sale }; former?: string }
  | { errors: Omit<ItemError, 'index'>[] };

/**
 * Plans what requests write, as if each item were done after the one before it. A request that is all or nothing and fails
 * leaves no trace in what those after it see.
 */
export async function planWrites(
  requests: readonly WriteRequest[],
  check: LineCheck,
  current: CurrentLines,
): Promise<WritePlan> {
  const world = await World.of(requests, check, current);
  const outcomes = new Map<string, WriteOutcome>();
  let active = requests;
  for (;;) {
    const plan = await world.plan(active);
    const failed = active.find(
      ({ id, allOrNothing }) => allOrNothing && (plan.outcomes.get(id)?.errors.length ?? 0) > 0,
    );
    if (!failed) return { ...plan, outcomes: new Map([...outcomes, ...plan.outcomes]) };
    outcomes.set(failed.id, { results: [], errors: plan.outcomes.get(failed.id)?.errors ?? [] });
    active = active.filter((request) => request !== failed);
  }
}

const keyOf = (invoiceNo: string | null, stockCode: string | null) =>
  `${invoiceNo ?? ''}\u001f${stockCode ?? ''}`;

class World {
  private constructor(
    private readonly check: LineCheck,
    private readonly own: ReadonlyMap<WriteItem, CheckedLine>,
    private readonly found: ReadonlyMap<string, CurrentLine>,
    private readonly gone: ReadonlySet<string>,
  ) {}

  static async of(
    requests: readonly WriteRequest[],
    check: LineCheck,
    current: CurrentLines,
  ): Promise<World> {
    const whole = requests.flatMap(({ items, acceptedAt }) =>
      items.flatMap((item) => {
        const values = item && wholeLine(item);
        return values ? [{ item, values, acceptedAt }] : [];
      }),
    );
    const checked = await check.check(whole);
    const own = new Map(whole.map(({ item }, at) => [item, checked[at]!]));
    const ids = new Set<string>();
    const keys = new Map<string, Key>();
    for (const item of requests.flatMap(({ items }) => items)) {
      if (!item) continue;
      if (item.op !== 'create' && item.sale_id !== null) ids.add(item.sale_id);
      const line = own.get(item);
      if (!line) continue;
      ids.add(line.hash);
      if (item.op === 'upsert' && item.sale_id === null && line.invoiceNo !== null && line.stockCode !== null)
        keys.set(keyOf(line.invoiceNo, line.stockCode), {
          invoiceNo: line.invoiceNo,
          stockCode: line.stockCode,
        });
    }
    const { lines, deleted } = await current.find([...ids], [...keys.values()]);
    return new World(check, own, new Map(lines.map((line) => [line.saleId, line])), new Set(deleted));
  }

  async plan(requests: readonly WriteRequest[]): Promise<WritePlan> {
    const sales = new Sales(this.found, this.gone);
    const plan: WritePlan = { rows: [], outcomes: new Map(), months: new Set() };
    const waiting: Work[] = requests.flatMap((request) =>
      request.items.flatMap((item, index) =>
        item ? [{ request, index, item, own: this.own.get(item) }] : [],
      ),
    );
    for (const { id } of requests) plan.outcomes.set(id, { results: [], errors: [] });
    while (waiting.length > 0) {
      const wave = takeWave(waiting, sales);
      const merged = wave.map((work) => mergedLine(work, sales));
      const toCheck = merged.flatMap((values, at) =>
        values ? [{ values, acceptedAt: wave[at]!.request.acceptedAt, at }] : [],
      );
      const checked = new Map<number, CheckedLine>();
      if (toCheck.length > 0) {
        const lines = await this.check.check(toCheck);
        for (const [n, line] of lines.entries()) checked.set((toCheck[n] as { at: number }).at, line);
      }
      for (const [at, work] of wave.entries())
        record(plan, work, decide(work, sales, merged[at], checked.get(at)), sales);
    }
    return plan;
  }
}

/** The sales as they are after the items so far. */
class Sales {
  private readonly changed = new Map<string, Sale>();
  private readonly byKey = new Map<string, Set<string>>();

  constructor(
    private readonly found: ReadonlyMap<string, CurrentLine>,
    private readonly gone: ReadonlySet<string>,
  ) {
    for (const line of found.values()) this.index(line);
  }

  get(id: string): Sale {
    return this.changed.has(id) ? this.changed.get(id) : this.found.get(id);
  }

  isDeleted(id: string): boolean {
    return this.changed.has(id) ? this.changed.get(id) === undefined : this.gone.has(id);
  }

  set(id: string, sale: Sale): void {
    this.changed.set(id, sale);
    if (sale) this.index(sale);
  }

  /** Valid lines of an invoice and stock code, and of a line number where one is given. */
  of(line: CheckedLine): CurrentLine[] {
    const ids = [...(this.byKey.get(keyOf(line.invoiceNo, line.stockCode)) ?? [])].sort();
    return ids
      .map((id) => this.get(id))
      .filter(
        (sale): sale is CurrentLine =>
          sale !== undefined &&
          !sale.quarantined &&
          sale.invoiceNo === line.invoiceNo &&
          sale.stockCode === line.stockCode &&
          (line.lineNo === null || sale.lineNo === line.lineNo),
      );
  }

  private index(line: CurrentLine): void {
    const key = keyOf(line.invoiceNo, line.stockCode);
    const ids = this.byKey.get(key) ?? new Set();
    this.byKey.set(key, ids.add(line.saleId));
  }
}

/** The items up to the first that needs to know what one of them makes. */
function takeWave(waiting: Work[], sales: Sales): Work[] {
  const written = new Set<string>();
  let taken = 0;
  for (const work of waiting) {
    const { reads, writes } = touched(work, sales);
    if (reads.some((name) => written.has(name))) break;
    for (const name of writes) written.add(name);
    taken++;
  }
  return waiting.splice(0, Math.max(taken, 1));
}

function touched({ item, own }: Work, sales: Sales): { reads: string[]; writes: string[] } {
  const key = own ? [keyOf(own.invoiceNo, own.stockCode)] : [];
  const hash = own ? [own.hash] : [];
  if (item.op === 'create') return { reads: hash, writes: [...hash, ...key] };
  if (item.op === 'upsert' && item.sale_id === null) {
    const matches = own ? sales.of(own).map(({ saleId }) => saleId) : [];
    return { reads: [...hash, ...key, ...matches, ANY_KEY], writes: [...hash, ...key, ...matches] };
  }
  const id = item.sale_id!;
  const sale = sales.get(id);
  const keys = [...key, ...(sale ? [keyOf(sale.invoiceNo, sale.stockCode)] : [])];
  // An update may give a line another invoice or stock code, which is known after the check only.
  const values = item.op === 'delete' ? {} : item.values;
  const isRekeyed = 'invoice_no' in values || 'stock_code' in values;
  return {
    reads: [id, ...hash],
    writes: [id, ...hash, ...keys, ...(isRekeyed ? [ANY_KEY] : [])],
  };
}

/** Written by an update of an invoice or stock code; who looks for a line by these waits for its check. */
const ANY_KEY = '\u001f*';

/** The sale that an item is on; an array where the key fits several. */
function targetOf({ item, own }: Work, sales: Sales): Sale | CurrentLine[] {
  if (item.op === 'create') return own && sales.get(own.hash);
  if (item.sale_id !== null) return sales.get(item.sale_id) ?? (own && sales.get(own.hash));
  if (!own) return undefined;
  const same = sales.get(own.hash);
  if (same) return same;
  const matches = sales.of(own);
  return matches.length > 1 ? matches : matches[0];
}

/** The values that the sale is to have, where the item alone does not say them. */
function mergedLine(work: Work, sales: Sales): LineValues | undefined {
  const { item } = work;
  if (item.op === 'create' || item.op === 'delete') return undefined;
  const target = targetOf(work, sales);
  if (!target || Array.isArray(target)) return undefined;
  if (item.op === 'upsert') return { ...target.values, ...given(item.values) };
  return { ...target.values, ...item.values };
}

/** An upsert changes what it names; a description that it leaves out stays. */
function given(values: LineValues): Partial<LineValues> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== null));
}

function decide(
  work: Work,
  sales: Sales,
  merged: LineValues | undefined,
  checked: CheckedLine | undefined,
): Decision {
  const { item, own, request } = work;
  const target = targetOf(work, sales);
  if (Array.isArray(target)) {
    return fails(
      'ambiguous_key',
      null,
      `${target.length} lines of the invoice have this stock code: ${target
        .slice(0, 5)
        .map(({ saleId }) => saleId)
        .join(', ')}${target.length > 5 ? ', …' : ''}; name one by sale_id, or give its line_no`,
    );
  }
  if ('quarantined' in item && target && !target.quarantined)
    return fails('not_quarantined', 'sale_id', `sale ${item.sale_id} is not in quarantine`);
  if (item.op === 'delete') {
    const id = item.sale_id;
    if (!target) return sales.isDeleted(id) ? unchanged(id) : notFound(id);
    const operation = { op: 'delete' as const, target: id, reason: item.reason };
    return {
      result: { sale_id: id, status: 'deleted' },
      // What it takes out, so that nobody has to look for it.
      row: rowOf(work, target.values, operation),
      sale: { id, is: undefined },
      former: target.month,
    };
  }
  if (target) return change(work, target, merged, checked);
  if (!own) {
    if (item.op !== 'update') throw new Error('an item without a line was not refused');
    if (sales.isDeleted(item.sale_id))
      return fails('deleted', 'sale_id', `sale ${item.sale_id} was deleted; create the line again`);
    if (!item.upsert) return notFound(item.sale_id);
    return fails(
      'missing_value',
      null,
      `there is no sale ${item.sale_id}, and a new line needs ${REQUIRED_VALUES.join(', ')}`,
    );
  }
  if (item.op === 'update' && !item.upsert) return notFound(item.sale_id);
  if (own.errors.length > 0 && request.validate) return { errors: [...own.errors] };
  const values = wholeLine(item)!;
  const sale = { ...own, saleId: own.hash, values, quarantined: own.errors.length > 0 };
  const status: ItemStatus = sale.quarantined ? 'quarantined' : 'created';
  // A line that was deleted comes back by an operation, as the line itself is in bronze still.
  const operation = sales.isDeleted(own.hash)
    ? { op: 'update' as const, target: own.hash, reason: null }
    : null;
  return {
    result: { sale_id: own.hash, status },
    row: rowOf(work, values, operation),
    sale: { id: own.hash, is: sale },
  };
}

function change(
  work: Work,
  target: CurrentLine,
  merged: LineValues | undefined,
  checked: CheckedLine | undefined,
): Decision {
  const { item, request } = work;
  const id = target.saleId;
  // A line that is there already is not created again.
  if (item.op === 'create' || !merged || !checked)
    return target.quarantined ? { result: { sale_id: id, status: 'quarantined' } } : unchanged(id);
  // A quarantined line is judged anew even where nothing changes: rules look at the time too.
  const isSame = checked.hash === target.hash;
  if (isSame && !target.quarantined) return unchanged(id);
  if (checked.errors.length > 0 && request.validate) return { errors: [...checked.errors] };
  const quarantined = checked.errors.length > 0;
  if (isSame && quarantined) return { result: { sale_id: id, status: 'quarantined' } };
  return {
    result: { sale_id: id, status: quarantined ? 'quarantined' : 'updated' },
    row: rowOf(work, merged, { op: 'update', target: id, reason: null }),
    sale: { id, is: { ...checked, saleId: id, values: merged, quarantined } },
    former: target.month,
  };
}

function record(plan: WritePlan, { request, index }: Work, decision: Decision, sales: Sales): void {
  const outcome = plan.outcomes.get(request.id)!;
  if ('errors' in decision) {
    outcome.errors.push(...decision.errors.map((error) => ({ index, ...error })));
    return;
  }
  const { result, row, sale, former } = decision;
  outcome.results.push({ index, ...result });
  if (former !== undefined) plan.months.add(former);
  if (row) plan.rows.push(row);
  if (!sale) return;
  sales.set(sale.id, sale.is);
  if (sale.is) plan.months.add(sale.is.month);
}

function rowOf({ request, index }: Work, values: LineValues, operation: PlannedRow['operation']): PlannedRow {
  return { request: request.id, index, acceptedAt: request.acceptedAt, values, operation };
}

function unchanged(id: string): Decision {
  return { result: { sale_id: id, status: 'unchanged' } };
}

function notFound(id: string): Decision {
  return fails('not_found', 'sale_id', `there is no sale ${id}`);
}

function fails(reason: string, field: string | null, message: string): Decision {
  return { errors: [{ field, reason, message }] };
}
