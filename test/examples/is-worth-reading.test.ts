import { isWorthReading } from '../../examples/demo/is-worth-reading';

test.each([
  'Shop |  1/14 | 6:07:19 AM | CREATE_COMPLETE      | AWS::Lambda::Function | Function',
  ' ✅  Shop (no changes)',
  'Shop.VpcId = vpc-097b4e7cd1b1a164b',
  'Resources',
])('"%s" is shown', (line) => {
  expect(isWorthReading(line)).toBe(true);
});

test.each([
  '',
  '\u001b[1mOutputs:\u001b[22m',
  'Shop: start: Building 875f2db886cf46c5ac1c6c89900b0aa90e53c2f7b5c3680b0336df20b6a527be',
  'ShopCatalog.ExportsOutputRefBucket83908E7781C90AC0 = prod-agpn6g39b1pmy',
])('"%s" is not', (line) => {
  expect(isWorthReading(line)).toBe(false);
});
