import DataLoader from 'dataloader';
import { type GraphqlContext, type OperationState } from '../../../../platform/graphql/index.js';
import { type SalesLine } from '../../domain/line.js';
import { type Sale } from '../../domain/sale.js';
import { type LineGraphService, type Read } from '../../service/line-graph.service.js';

/** As many as one statement takes. */
const MOST_KEYS = 1_000;

interface Loaders {
  lines: DataLoader<string, SalesLine | undefined>;
  details: DataLoader<string, Sale | undefined>;
  returns: (first: number) => DataLoader<string, SalesLine[]>;
  invoiceLines: (first: number) => DataLoader<string, SalesLine[]>;
}

/** What an operation loads of lines as of a day: all that its fields of one level ask for comes by one statement. */
export function loadersOf({ state }: GraphqlContext, graph: LineGraphService, asOf?: string): Loaders {
  const name = (kind: string) => `sales ${asOf ?? ''} ${kind}`;
  return {
    lines: state.once(name('lines'), () => loader(state, (ids) => graph.lines(ids, asOf), undefined)),
    details: state.once(name('details'), () => loader(state, (ids) => graph.details(ids, asOf), undefined)),
    returns: (first) =>
      state.once(name(`returns ${first}`), () =>
        loader<SalesLine[]>(state, (ids) => graph.returns(ids, first, asOf), []),
      ),
    invoiceLines: (first) =>
      state.once(name(`invoice ${first}`), () =>
        loader<SalesLine[]>(state, (numbers) => graph.invoiceLines(numbers, first, asOf), []),
      ),
  };
}

function loader<T, N extends T | undefined = T>(
  state: OperationState,
  load: (keys: readonly string[]) => Promise<Read<Map<string, T>>>,
  nothing: N,
): DataLoader<string, T | N> {
  return new DataLoader(
    async (keys) => {
      const { version, found } = await load(keys);
      state.versions.add(version);
      return keys.map((key) => found.get(key) ?? nothing);
    },
    { maxBatchSize: MOST_KEYS },
  );
}
