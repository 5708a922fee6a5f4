import { type CatalogueState, type Lake } from '../../../platform/lake/index.js';
import { type ShownGold } from '../domain/star-schema.js';

/** A version that was vacuumed, or of a lake that is no longer there. */
export class VersionGoneError extends Error {}

/** The lake as of the gold that is shown. Throws VersionGoneError where it cannot be read any more. */
export async function stateOf(lake: Lake, { version, lakeId }: ShownGold): Promise<CatalogueState> {
  const head = await lake.state();
  if (version < 1 || version > head.version || version < lake.oldestReadable(head)) {
    throw new VersionGoneError(`the lake has the versions ${lake.oldestReadable(head)} to ${head.version}`);
  }
  const state = await lake.state(version);
  if (state.tables['fact_sale']?.metaData.id !== lakeId) throw new VersionGoneError('it is of another lake');
  return state;
}
