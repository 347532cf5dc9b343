import * as iam from 'aws-cdk-lib/aws-iam';

/** The inline policies of a role hold 10,240 bytes together; this many ARNs fill less than half of them. */
const MAXIMUM_ARNS = 40;

/**
 * A statement that learns its resources while the app is built.
 *
 * It ends up with the ARNs that it was told, or with the one ARN that covers them all when that one was asked for or
 * when the others are too many for a policy.
 */
export class GrowingStatement extends iam.PolicyStatement {
  private readonly arns = new Set<string>();

  constructor(
    actions: string[],
    private readonly coveringArn: string,
  ) {
    super({ actions });
  }

  public allowOn(arn: string): void {
    this.arns.add(arn);
  }

  public allowOnAll(): void {
    this.arns.add(this.coveringArn);
  }

  /** Policy statements are frozen right before they are rendered, possibly several times. */
  public override freeze(): iam.PolicyStatement {
    if (!this.frozen) this.addResources(...this.finalArns());
    return super.freeze();
  }

  /** The resources come last, and never where the policy is attached to no role and hence not rendered. */
  public override validateForIdentityPolicy(): string[] {
    return [];
  }

  private finalArns(): string[] {
    const tooWide = this.arns.size > MAXIMUM_ARNS || this.arns.has(this.coveringArn) || this.arns.size === 0;
    return tooWide ? [this.coveringArn] : [...this.arns];
  }
}
