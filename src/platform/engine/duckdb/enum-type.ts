import { type EngineSession, identifier, literal } from '../engine.js';

/** A type of longer texts takes longer to make than it saves. */
const MOST_CHARACTERS = 1_000_000;

/**
 * The type of a column as numbers of its sorted texts, which compare, sort and read as the texts do; undefined where it has none, or
 * more than `most`.
 */
export async function enumType(
  session: Pick<EngineSession, 'query'>,
  relation: string,
  column: string,
  most: number,
): Promise<string | undefined> {
  const name = identifier(column);
  const texts = await session.query<{ text: string }>(
    `SELECT DISTINCT ${name} AS text FROM ${relation} WHERE ${name} IS NOT NULL ORDER BY 1 LIMIT ${most + 1}`,
  );
  const characters = texts.reduce((sum, { text }) => sum + text.length, 0);
  if (texts.length === 0 || texts.length > most || characters > MOST_CHARACTERS) return undefined;
  return `ENUM (${texts.map(({ text }) => literal(text)).join(', ')})`;
}
