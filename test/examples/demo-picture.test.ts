import { highlights } from '../../examples/demo/highlights';
import { terminalPicture } from '../../examples/demo/terminal-picture';

const PRINTED = [
  '1. Deploy',
  '$ cdk deploy --all',
  'Shop | 1/4 | CREATE_COMPLETE | Custom::ServiceCatalogProvisionedProduct',
  '\u001B[36m    Network  pp-g7287uzx6zqbg ██░░ 1 of 4 resources, 6 s\u001B[39m',
  '\u001B[36m    Network  pp-g7287uzx6zqbg ███░ 3 of 4 resources, 12 s\u001B[39m',
  '\u001B[32m    Network  pp-g7287uzx6zqbg launched after 25 s\u001B[39m',
  '\u001B[32m✅  \u001B[1mShop\u001B[22m\u001B[39m',
  '2. Deploy again',
  '$ cdk deploy --all',
  '5. Fail',
  '$ cdk deploy Shop',
  '❌  Shop failed to deploy',
  '‣ DeploymentError: Resource updates failed:',
  '  Invalid storage size',
  '   Logs from Shop-LogGroup:',
  '   INFO  {}',
  '✔ Nothing is left',
];

test('the picture shows commands, products, outcome and reason, without the bookkeeping', () => {
  expect(highlights(PRINTED)).toEqual([
    '1. Deploy',
    '$ cdk deploy --all',
    PRINTED[4],
    PRINTED[5],
    PRINTED[6],
    '',
    '5. Fail',
    '$ cdk deploy Shop',
    '❌  Shop failed to deploy',
    '‣ DeploymentError: Resource updates failed:',
    '  Invalid storage size',
    '',
    '✔ Nothing is left',
  ]);
});

test('what is colored or bold in the terminal is so in the picture', () => {
  const svg = terminalPicture('npm run demo', highlights(PRINTED));

  expect(svg).toContain('style="fill: #7ee787">    Network  pp-g7287uzx6zqbg launched after 25 s</text>');
  expect(svg).toContain('style="fill: #7ee787; font-weight: bold">Shop</text>');
  expect(svg).not.toContain('\u001B');
});

test('a line that is too long for the picture ends in an ellipsis', () => {
  const svg = terminalPicture('npm run demo', [`\u001B[31m${'<'.repeat(200)}\u001B[39m`]);

  expect(svg).toContain(`>${'&lt;'.repeat(121)}…</text>`);
});
