import { type GraphqlContext } from '../../../../platform/graphql/index.js';
import { type AnswerCache, type ShownGold } from '../../../warehouse/index.js';

/** An answer as it is kept for its arguments: whole, whichever of its fields are asked for. */
export async function kept<T>(
  answers: AnswerCache,
  { state }: GraphqlContext,
  field: string,
  args: object,
  make: () => Promise<{ gold: ShownGold; value: T }>,
): Promise<T> {
  const { text } = await answers.through(`graphql/${field}`, args, async () => {
    const { gold, value } = await make();
    return { gold, body: { version: gold.version, value } };
  });
  const { version, value } = JSON.parse(text) as { version: number; value: T };
  state.versions.add(version);
  return value;
}
