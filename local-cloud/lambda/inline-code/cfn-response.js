// What `require('cfn-response')` gives to code that is written in a template.
const https = require('https');

exports.SUCCESS = 'SUCCESS';
exports.FAILED = 'FAILED';

exports.send = function (event, context, responseStatus, responseData, physicalResourceId, noEcho) {
  const body = JSON.stringify({
    Status: responseStatus,
    Reason: `See the details in CloudWatch Log Stream: ${context.logStreamName}`,
    PhysicalResourceId: physicalResourceId || context.logStreamName,
    StackId: event.StackId,
    RequestId: event.RequestId,
    LogicalResourceId: event.LogicalResourceId,
    NoEcho: noEcho || false,
    Data: responseData,
  });
  const { hostname, pathname, search } = new URL(event.ResponseURL);
  const headers = { 'content-type': '', 'content-length': Buffer.byteLength(body) };
  return new Promise((resolve) => {
    const end = (outcome) => {
      console.log(outcome);
      resolve();
      if (context.done) context.done();
    };
    const options = { hostname, port: 443, path: pathname + search, method: 'PUT', headers };
    const request = https.request(options, (response) => {
      response.resume();
      end(`Status code: ${response.statusCode}`);
    });
    request.on('error', (error) => end(`send(..) failed executing https.request(..): ${error.message}`));
    request.end(body);
  });
};
