import { AppError } from '../../../platform/errors/app-error.js';
import { distance } from '../../../platform/text/distance.js';

/** Names that look like the text, best first. */
export function near(text: string, known: readonly string[], most = 3): string[] {
  const wanted = text.toLowerCase();
  const allowed = Math.max(2, Math.floor(wanted.length / 3));
  const off = (name: string) =>
    wanted.length >= 3 && (name.includes(wanted) || wanted.includes(name)) ? 1 : distance(name, wanted);
  return known
    .map((name) => ({ name, off: off(name) }))
    .filter((one) => one.off <= allowed)
    .sort((a, b) => a.off - b.off || (a.name < b.name ? -1 : 1))
    .slice(0, most)
    .map(({ name }) => name);
}

/** Throws AppError that names what nobody knows, what is near, and what there is. */
export function mustBeKnown(what: string, names: readonly string[], known: readonly string[]): void {
  const unknown = names.filter((name) => !known.includes(name));
  if (unknown.length === 0) return;
  const close = [...new Set(unknown.flatMap((name) => near(name, known)))];
  const list = `Known: ${known.join(', ')}.`;
  throw new AppError('invalid', `no ${what} is called ${unknown.map((name) => `'${name}'`).join(', ')}`, {
    hint: close.length > 0 ? `Did you mean ${close.join(', ')}? ${list}` : list,
    details: { unknown, near: close, known },
  });
}
