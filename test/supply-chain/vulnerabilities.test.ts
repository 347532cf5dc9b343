import { vulnerabilitiesOf } from '../../supply-chain/vulnerabilities';

const REPORT = JSON.stringify({
  vulnerabilities: {
    'fast-xml-parser': { name: 'fast-xml-parser', severity: 'high', range: '<5.0.0' },
    jest: { name: 'jest', severity: 'low', range: '*' },
  },
});

test('a vulnerability of what is bundled is told, one of a tool is not', () => {
  expect(vulnerabilitiesOf(['bowser', 'fast-xml-parser'], REPORT, '')).toEqual(['fast-xml-parser <5.0.0: high']);
  expect(vulnerabilitiesOf(['bowser'], REPORT, '')).toEqual([]);
});

test.each([
  ['', 'npm error code E405'],
  ['{"error": {"summary": "not found"}}', ''],
])('an audit that could not be made (%s%s) fails', (report, errors) => {
  expect(() => vulnerabilitiesOf([], report, errors)).toThrow('npm audit told nothing');
});
