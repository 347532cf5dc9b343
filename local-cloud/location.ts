/** Where the service runs. */
export class Location {
  constructor(
    readonly account: string,
    readonly region: string,
    readonly partition: string,
  ) {}

  arn(service: string, resource: string): string {
    return `arn:${this.partition}:${service}:${this.region}:${this.account}:${resource}`;
  }
}
