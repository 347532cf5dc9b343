/** Where a cloud is: one account in one Region. */
export interface Location {
  readonly account: string;
  readonly region: string;
  readonly partition: string;
}

export function arn(service: string, resource: string, { partition, region, account }: Location): string {
  return `arn:${partition}:${service}:${region}:${account}:${resource}`;
}
