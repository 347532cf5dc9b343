import type { SpecDatabase } from '@aws-cdk/service-spec-types';

declare const sharedSpecification: () => SpecDatabase;

/** Stands for `@aws-cdk/aws-service-spec` in tests. */
export const loadAwsServiceSpecSync = (): SpecDatabase => sharedSpecification();
