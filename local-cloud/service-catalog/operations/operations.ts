import { type Caller } from '../../gateway/service';
import { type ServiceContext } from '../service-context';
import { describeProvisioningParameters, listLaunchPaths } from './launch-options';
import { listProvisionedProductPlans } from './plans';
import { describePortfolio, listPortfolios, listPortfoliosForProduct } from './portfolios';
import { describeProduct, describeProvisioningArtifact, listProvisioningArtifacts, searchProducts } from './products';
import { provisionProduct } from './provision-product';
import {
  describeProvisionedProduct,
  getProvisionedProductOutputs,
  listStackInstancesForProvisionedProduct,
  scanProvisionedProducts,
  searchProvisionedProducts,
} from './provisioned-products';
import { describeRecord, listRecordHistory } from './records';
import { terminateProvisionedProduct } from './terminate-provisioned-product';
import { updateProvisionedProduct } from './update-provisioned-product';
import * as request from '../request/requests';
import { parse, type Shape } from '../request/shape';

export type Operation = (context: ServiceContext, input: unknown, caller: Caller) => object | Promise<object>;

/** The operations by their names in the API. */
export const OPERATIONS: ReadonlyMap<string, Operation> = new Map<string, Operation>([
  ['DescribePortfolio', operation(request.describePortfolio, describePortfolio)],
  ['DescribeProduct', operation(request.describeProduct, describeProduct)],
  ['DescribeProvisionedProduct', operation(request.describeProvisionedProduct, describeProvisionedProduct)],
  ['DescribeProvisioningArtifact', operation(request.describeProvisioningArtifact, describeProvisioningArtifact)],
  ['DescribeProvisioningParameters', operation(request.describeProvisioningParameters, describeProvisioningParameters)],
  ['DescribeRecord', operation(request.describeRecord, describeRecord)],
  ['GetProvisionedProductOutputs', operation(request.getProvisionedProductOutputs, getProvisionedProductOutputs)],
  ['ListLaunchPaths', operation(request.listLaunchPaths, listLaunchPaths)],
  ['ListPortfolios', operation(request.listPortfolios, listPortfolios)],
  ['ListPortfoliosForProduct', operation(request.listPortfoliosForProduct, listPortfoliosForProduct)],
  ['ListProvisioningArtifacts', operation(request.listProvisioningArtifacts, listProvisioningArtifacts)],
  ['ListRecordHistory', operation(request.listRecordHistory, listRecordHistory)],
  ['ListProvisionedProductPlans', operation(request.listProvisionedProductPlans, listProvisionedProductPlans)],
  [
    'ListStackInstancesForProvisionedProduct',
    operation(request.listStackInstancesForProvisionedProduct, listStackInstancesForProvisionedProduct),
  ],
  ['ProvisionProduct', operation(request.provisionProduct, provisionProduct)],
  ['ScanProvisionedProducts', operation(request.scanProvisionedProducts, scanProvisionedProducts)],
  ['SearchProducts', operation(request.searchProducts, searchProducts)],
  ['SearchProvisionedProducts', operation(request.searchProvisionedProducts, searchProvisionedProducts)],
  ['TerminateProvisionedProduct', operation(request.terminateProvisionedProduct, terminateProvisionedProduct)],
  ['UpdateProvisionedProduct', operation(request.updateProvisionedProduct, updateProvisionedProduct)],
]);

function operation<T extends object>(
  shape: Shape<T>,
  perform: (context: ServiceContext, input: T, caller: Caller) => object | Promise<object>,
): Operation {
  return (context, input, caller) => perform(context, parse(shape, input), caller);
}
