export interface TagOption {
  readonly id: string;
  readonly key: string;
  readonly value: string;
  active: boolean;
  /** Ids of the portfolios and products that it is associated with. */
  readonly resourceIds: Set<string>;
}
