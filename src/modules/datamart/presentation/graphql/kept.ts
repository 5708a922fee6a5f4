import { type GraphqlContext } from '../../../../platform/graphql/index.js';
import { type AnswerCache, type ShownGold } from '../../../warehouse/index.js';

/** What a service answers of one version of gold, kept for its arguments: whole, whichever of its fields are asked for. */
export async function kept<T extends { gold: ShownGold }>(
  answers: AnswerCache,
  { state }: GraphqlContext,
  field: string,
  args: object,
  make: () => Promise<T>,
): Promise<Omit<T, 'gold'>> {
  const { text } = await answers.through(`graphql/${field}`, args, async () => {
    const { gold, ...value } = await make();
    return { gold, body: { version: gold.version, value } };
  });
  const { version, value } = JSON.parse(text) as { version: number; value: Omit<T, 'gold'> };
  state.versions.add(version);
  return value;
}
