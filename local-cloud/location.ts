/** The account and Region of a cloud. */
export interface Location {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
}

export function arn(service: string, resource: string, { partition, region, account }: Location): string {
  return `arn:${partition}:${service}:${region}:${account}:${resource}`;
}
