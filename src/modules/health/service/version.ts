/** What runs here. */
export class Version {
  constructor(
    readonly number: string,
    readonly environment: string,
  ) {}
}
