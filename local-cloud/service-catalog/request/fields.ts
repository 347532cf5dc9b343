import type {
  AccessLevelFilter,
  ProvisioningParameter,
  ProvisioningPreferences,
  Tag,
  UpdateProvisioningParameter,
  UpdateProvisioningPreferences,
} from '@aws-sdk/client-service-catalog';
import { boolean, integer, list, oneOf, required, string, structure } from './shape';

// The limits are those of the API model 2015-12-10.

const ARN = 'arn:[a-z0-9-\\.]{1,63}:[a-z0-9-\\.]{0,63}:[a-z0-9-\\.]{0,63}:[a-z0-9-\\.]{0,63}:[^/].{0,1023}';
const TAG = '([\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]*)';

export const acceptLanguage = oneOf('en', 'jp', 'zh');
export const id = string({ min: 1, max: 100, pattern: '[a-zA-Z0-9_\\-]*' });
export const token = string({ min: 1, max: 128, pattern: '[a-zA-Z0-9][a-zA-Z0-9_-]*' });
export const productName = string({ max: 8191 });
export const provisioningArtifactName = string({ max: 8192 });
export const pathName = string({ min: 1, max: 100 });
export const provisionedProductName = string({ min: 1, max: 128, pattern: '[a-zA-Z0-9][a-zA-Z0-9._-]*' });
export const provisionedProductNameOrArn = string({
  min: 1,
  max: 1224,
  pattern: `[a-zA-Z0-9][a-zA-Z0-9._-]{0,127}|${ARN}`,
});
export const notificationArns = list(string({ min: 1, max: 1224, pattern: ARN }), { max: 5 });
export const outputKeys = list(string(), { max: 60 });
export const pageToken = string({ max: 2024 });
export const pageSize = integer({ min: 0, max: 20 });
export const largePageSize = integer({ min: 0, max: 100 });

export const tags = list(
  structure<Tag>({
    Key: required(string({ min: 1, max: 128, pattern: TAG })),
    Value: required(string({ min: 1, max: 256, pattern: TAG })),
  }),
  { max: 50 },
);

const parameterKey = string({ min: 1, max: 1000 });
const parameterValue = string({ max: 4096 });

export const provisioningParameters = list(
  structure<ProvisioningParameter>({ Key: parameterKey, Value: parameterValue }),
);
export const updateProvisioningParameters = list(
  structure<UpdateProvisioningParameter>({ Key: parameterKey, Value: parameterValue, UsePreviousValue: boolean }),
);

const preferences = {
  StackSetAccounts: list(string({ pattern: '[0-9]{12}' })),
  StackSetRegions: list(string()),
  StackSetFailureToleranceCount: integer({ min: 0 }),
  StackSetFailureTolerancePercentage: integer({ min: 0, max: 100 }),
  StackSetMaxConcurrencyCount: integer({ min: 1 }),
  StackSetMaxConcurrencyPercentage: integer({ min: 1, max: 100 }),
};
export const provisioningPreferences = structure<ProvisioningPreferences>(preferences);
export const updateProvisioningPreferences = structure<UpdateProvisioningPreferences>({
  ...preferences,
  StackSetOperationType: oneOf('CREATE', 'UPDATE', 'DELETE'),
});

export const accessLevelFilter = structure<AccessLevelFilter>({
  Key: oneOf('Account', 'Role', 'User'),
  Value: string(),
});
