import { AwsError } from '../../gateway/service';
/** A CloudFormation template as written, with typed sections; values may contain intrinsic functions. */
export interface Template {
  readonly AWSTemplateFormatVersion?: string;
  readonly Description?: string;
  readonly Metadata?: Readonly<Record<string, unknown>>;
  readonly Parameters?: Readonly<Record<string, ParameterDefinition>>;
  readonly Rules?: Readonly<Record<string, RuleDefinition>>;
  readonly Mappings?: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
  readonly Transform?: unknown;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Resources: Readonly<Record<string, ResourceDefinition>>;
  readonly Outputs?: Readonly<Record<string, OutputDefinition>>;
}

export interface ParameterDefinition {
  readonly Type: string;
  readonly Description?: string;
  /** Null is possible for a Terraform variable only. */
  readonly Default?: string | number | boolean | null;
  readonly NoEcho?: boolean | string;
  readonly AllowedValues?: readonly (string | number | boolean)[];
  readonly AllowedPattern?: string;
  readonly ConstraintDescription?: string;
  readonly MinLength?: number | string;
  readonly MaxLength?: number | string;
  readonly MinValue?: number | string;
  readonly MaxValue?: number | string;
}

export interface RuleDefinition {
  readonly RuleCondition?: unknown;
  readonly Assertions: readonly { readonly Assert: unknown; readonly AssertDescription?: string }[];
}

export type DeletionPolicy = 'Delete' | 'Retain' | 'RetainExceptOnCreate' | 'Snapshot';

export interface ResourceDefinition {
  readonly Type: string;
  readonly Condition?: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
  readonly DependsOn?: string | readonly string[];
  readonly Metadata?: Readonly<Record<string, unknown>>;
  readonly CreationPolicy?: Readonly<Record<string, unknown>>;
  readonly DeletionPolicy?: DeletionPolicy;
  readonly UpdateReplacePolicy?: DeletionPolicy;
}

export interface OutputDefinition {
  readonly Value: unknown;
  readonly Description?: string;
  readonly Condition?: string;
  readonly Export?: { readonly Name: unknown };
}

/** An error of a template or of its parameters, with CloudFormation's code and message. */
export class TemplateError extends AwsError {
  constructor(message: string) {
    super('ValidationError', message);
  }
}

export function formatError(detail: string): TemplateError {
  return new TemplateError(`Template format error: ${detail}`);
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
