/** Names of countries by what people write. */
export class CountryNames {
  private readonly names: ReadonlySet<string>;

  /** Aliases are in lower case, white space collapsed; codes of ISO 3166 are among them. */
  constructor(private readonly aliases: ReadonlyMap<string, string>) {
    this.names = new Set(aliases.values());
  }

  /** The common short name; undefined where nobody knows the text. */
  find(text: string): string | undefined {
    return this.aliases.get(standard(text));
  }

  /** Names that look like the text, best first. */
  near(text: string, distance: (a: string, b: string) => number, most = 3): string[] {
    const wanted = standard(text);
    const allowed = Math.max(1, Math.floor(wanted.length / 3));
    const scored = [...this.names]
      .map((name) => ({ name, off: offBy(standard(name), wanted, distance) }))
      .filter(({ off }) => off <= allowed);
    return scored
      .sort((a, b) => a.off - b.off || (a.name < b.name ? -1 : 1))
      .slice(0, most)
      .map(({ name }) => name);
  }
}

function standard(text: string): string {
  return text
    .replace(/[\s\u0000-\u0020\u0085]+/gu, ' ')
    .trim()
    .toLowerCase();
}

/** Somebody who writes a part of a name of three letters or more means it. */
function offBy(name: string, wanted: string, distance: (a: string, b: string) => number): number {
  return wanted.length >= 3 && name.includes(wanted) ? 1 : distance(name, wanted);
}
